package org.llmops.platform.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Accepts API keys over REST and gRPC, in services that can look them up. Tokens are left to OpenID Connect. */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {
    private static final int BEFORE_OIDC = DEFAULT_PRIORITY + 100;

    private final Instance<ApiKeys> keys;
    private final Clock clock;

    ApiKeyMechanism(Instance<ApiKeys> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        String bearer = BearerToken.of(request.request());
        if (!keys.isResolvable() || !bearer.startsWith(PresentedKey.PREFIX)) {
            return Uni.createFrom().nullItem();
        }
        return PresentedKey.parse(bearer)
                .map(key -> keys.get().find(key.publicId()).map(found -> identity(found, key)))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    private SecurityIdentity identity(Optional<ApiKey> found, PresentedKey presented) {
        Caller caller = found.filter(key -> key.accepts(presented, clock.instant()))
                .map(ApiKey::caller)
                .orElseThrow(AuthenticationFailedException::new);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.subject()))
                .addRoles(caller.roles())
                .addAttribute(CurrentCaller.ATTRIBUTE, caller)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }
}
