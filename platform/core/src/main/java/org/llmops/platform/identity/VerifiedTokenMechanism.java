package org.llmops.platform.identity;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Accepts tokens that were verified a moment ago, over REST and gRPC. All others are left to OpenID Connect. */
@ApplicationScoped
class VerifiedTokenMechanism implements HttpAuthenticationMechanism {
    private static final int BEFORE_OIDC = DEFAULT_PRIORITY + 50;

    private final VerifiedTokens tokens;

    VerifiedTokenMechanism(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String bearer = BearerToken.of(request.request());
        SecurityIdentity known = bearer.isEmpty() ? null : tokens.find(bearer);
        return known == null
                ? Uni.createFrom().nullItem()
                : identities.authenticate(
                        HttpSecurityUtils.setRoutingContextAttribute(new VerifiedTokenRequest(known), request));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(VerifiedTokenRequest.class);
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }
}
