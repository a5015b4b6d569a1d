package org.llmops.platform.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.common.runtime.OidcConstants;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were verified a moment ago, so that what a service sends with each of its calls is not verified for
 * each of them. Only OpenID Connect decides what gets in; what failed never does.
 */
@Singleton
public class VerifiedTokens {
    private final Cache<String, Verified> verified;
    private final Duration verifiedFor;
    private final boolean transferable;
    private final Clock clock;

    @Inject
    VerifiedTokens(IdentitySettings settings, OidcConfig oidc, Clock clock) {
        this(settings.verifiedFor(), settings.verifiedTokens(), isTransferable(oidc), clock);
    }

    VerifiedTokens(Duration verifiedFor, int capacity, boolean transferable, Clock clock) {
        this.verified = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfterWrite(verifiedFor)
                .build();
        this.verifiedFor = verifiedFor;
        this.transferable = transferable;
        this.clock = clock;
    }

    /** With several tenants, or tokens bound to a connection, one request tells nothing about the next. */
    private static boolean isTransferable(OidcConfig oidc) {
        return oidc.namedTenants().size() == 1
                && oidc.namedTenants().values().stream()
                        .map(OidcTenantConfig::token)
                        .allMatch(token -> !token.binding().certificate()
                                && token.authorizationScheme().equalsIgnoreCase(OidcConstants.BEARER_SCHEME));
    }

    /** Asks who bears the token, in the cheapest way that is as good as verifying it. */
    public BaseAuthenticationRequest asking(String token) {
        SecurityIdentity known = find(token);
        return known == null
                ? new TokenAuthenticationRequest(new AccessTokenCredential(token))
                : new VerifiedTokenRequest(known);
    }

    /** Whom the token identifies, if it was verified recently and has not expired since. */
    @Nullable
    SecurityIdentity find(String token) {
        Verified known = verified.getIfPresent(token);
        return known == null || clock.millis() >= known.untilMs() ? null : known.identity();
    }

    /** Remembers a token that has just been verified; nothing of the request that brought it is kept. */
    void keep(JsonWebToken token, TokenBearer bearer, SecurityIdentity identity) {
        if (!transferable
                || !OidcUtils.DEFAULT_TENANT_ID.equals(identity.getAttribute(OidcUtils.TENANT_ID_ATTRIBUTE))) {
            return;
        }
        long untilMs = Math.min(token.getExpirationTime() * 1000, clock.millis() + verifiedFor.toMillis());
        verified.put(token.getRawToken(), new Verified(withoutRequest(identity, bearer), untilMs));
    }

    private static SecurityIdentity withoutRequest(SecurityIdentity identity, TokenBearer bearer) {
        Map<String, Object> attributes = new HashMap<>(identity.getAttributes());
        attributes.remove(RoutingContext.class.getName());
        attributes.put(TokenBearer.ATTRIBUTE, bearer);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials())
                .addPermissions(identity.getPermissions())
                .addAttributes(attributes)
                .build();
    }

    /** The number of tokens that are remembered. */
    long size() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    /** Whom a token identifies, and until when that is believed. */
    private record Verified(SecurityIdentity identity, long untilMs) {}
}
