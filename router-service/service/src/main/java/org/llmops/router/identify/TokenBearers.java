package org.llmops.router.identify;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Futures;

/** Recognises the bearers of tokens from Keycloak. */
@Singleton
class TokenBearers {
    private final IdentityProviderManager identities;

    TokenBearers(IdentityProviderManager identities) {
        this.identities = identities;
    }

    Future<Caller> identify(Context context, Client client, String token) {
        TokenAuthenticationRequest request = new TokenAuthenticationRequest(new AccessTokenCredential(token));
        client.accompany(request);
        return Futures.on(context, identities.authenticate(request)).map(CurrentCaller::of);
    }
}
