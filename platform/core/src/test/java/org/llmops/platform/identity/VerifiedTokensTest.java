package org.llmops.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TokenBearer AVA = new TokenBearer("ava", Set.of("/workspaces/acme"));

    private final Watch watch = new Watch();
    private final VerifiedTokens tokens = new VerifiedTokens(Duration.ofSeconds(60), 100, true, watch);

    @Test
    void nobodyIsKnownBeforeTheirTokenIsVerified() {
        assertThat(tokens.find("token-of-ava")).isNull();
    }

    @Test
    void eachTokenIdentifiesItsOwnBearer() {
        keep("token-of-ava", "ava", NOON.plusSeconds(300));
        keep("token-of-olga", "olga", NOON.plusSeconds(300));

        assertThat(known("token-of-ava").getPrincipal().getName()).isEqualTo("ava");
        assertThat(known("token-of-olga").getPrincipal().getName()).isEqualTo("olga");
        assertThat(tokens.find("token-of-av")).isNull();
        assertThat(tokens.find("token-of-ava ")).isNull();
    }

    @Test
    void aTokenIsVerifiedAgainAfterAWhile() {
        keep("token-of-ava", "ava", NOON.plusSeconds(300));

        watch.now = NOON.plusMillis(59_999);
        assertThat(tokens.find("token-of-ava")).isNotNull();
        watch.now = NOON.plusMillis(60_000);
        assertThat(tokens.find("token-of-ava")).isNull();
    }

    @Test
    void anExpiredTokenIsNotAcceptedThoughItWasVerifiedJustBefore() {
        keep("token-of-ava", "ava", NOON.plusSeconds(10));

        watch.now = NOON.plusMillis(9_999);
        assertThat(tokens.find("token-of-ava")).isNotNull();
        watch.now = NOON.plusSeconds(10);
        assertThat(tokens.find("token-of-ava")).isNull();
    }

    @Test
    void nothingOfTheRequestThatBroughtATokenStaysBehind() {
        SecurityIdentity identity = identity("token-of-ava", "ava", NOON.plusSeconds(300), OidcUtils.DEFAULT_TENANT_ID);

        tokens.keep((JsonWebToken) identity.getPrincipal(), AVA, identity);

        SecurityIdentity known = known("token-of-ava");
        assertThat(known.getAttributes())
                .isEqualTo(
                        Map.of(OidcUtils.TENANT_ID_ATTRIBUTE, OidcUtils.DEFAULT_TENANT_ID, TokenBearer.ATTRIBUTE, AVA));
        assertThat(known.getRoles()).containsExactly(Roles.VIEWER);
    }

    @Test
    void aTokenOfAnotherTenantIsNotRemembered() {
        SecurityIdentity identity = identity("token-of-ava", "ava", NOON.plusSeconds(300), "other");

        tokens.keep((JsonWebToken) identity.getPrincipal(), AVA, identity);

        assertThat(tokens.find("token-of-ava")).isNull();
    }

    @Test
    void nothingIsRememberedWhereOneRequestTellsNothingOfTheNext() {
        VerifiedTokens bound = new VerifiedTokens(Duration.ofSeconds(60), 100, false, watch);
        SecurityIdentity identity = identity("token-of-ava", "ava", NOON.plusSeconds(300), OidcUtils.DEFAULT_TENANT_ID);

        bound.keep((JsonWebToken) identity.getPrincipal(), AVA, identity);

        assertThat(bound.find("token-of-ava")).isNull();
    }

    @Test
    void noMoreTokensAreRememberedThanAllowed() {
        for (int i = 0; i < 1000; i++) {
            keep("token-" + i, "ava", NOON.plusSeconds(300));
        }

        assertThat(tokens.size()).isLessThanOrEqualTo(100);
    }

    private SecurityIdentity known(String token) {
        SecurityIdentity known = tokens.find(token);
        assertThat(known).isNotNull();
        return known;
    }

    private void keep(String token, String name, Instant expiry) {
        SecurityIdentity identity = identity(token, name, expiry, OidcUtils.DEFAULT_TENANT_ID);
        tokens.keep((JsonWebToken) identity.getPrincipal(), new TokenBearer(name, Set.of()), identity);
    }

    private static SecurityIdentity identity(String token, String name, Instant expiry, String tenant) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new Claims(token, name, expiry))
                .addRole(Roles.VIEWER)
                .addAttribute(RoutingContext.class.getName(), "the request")
                .addAttribute(OidcUtils.TENANT_ID_ATTRIBUTE, tenant)
                .build();
    }

    /** The claims of a token, as OpenID Connect tells them. */
    private record Claims(String token, String name, Instant expiry) implements JsonWebToken {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of("raw_token", "exp");
        }

        @Override
        @SuppressWarnings("unchecked") // the caller knows the type of the claim
        public <T> T getClaim(String claim) {
            return switch (claim) {
                case "raw_token" -> (T) token;
                case "exp" -> (T) (Long) expiry.getEpochSecond();
                default -> null;
            };
        }
    }

    /** A clock that stands until it is set. */
    private static final class Watch extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
