package org.llmops.router.identify;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.VerifiedTokens;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Futures;

/** Recognises the bearers of tokens from Keycloak. */
@Singleton
class TokenBearers {
    private final IdentityProviderManager identities;
    private final VerifiedTokens tokens;

    TokenBearers(IdentityProviderManager identities, VerifiedTokens tokens) {
        this.identities = identities;
        this.tokens = tokens;
    }

    Future<Caller> identify(Context context, Client client, String token) {
        BaseAuthenticationRequest request = tokens.asking(token);
        client.accompany(request);
        return Futures.on(context, identities.authenticate(request)).map(CurrentCaller::of);
    }
}
