package org.llmops.platform.peers;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives tokens that are good for an hour, and counts them; or none at all. */
final class FakeOidcClient implements OidcClient {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;

    int asked() {
        return asked.get();
    }

    void goAway() {
        away = true;
    }

    @Override
    public Uni<Tokens> getTokens(Map<String, String> parameters) {
        if (away) {
            return Uni.createFrom().failure(new IOException("Connection refused"));
        }
        long expiry = Instant.now().plus(Duration.ofHours(1)).getEpochSecond();
        return Uni.createFrom()
                .item(() -> new Tokens(
                        "token-" + asked.incrementAndGet(),
                        expiry,
                        null,
                        null,
                        null,
                        new JsonObject(),
                        "router-service"));
    }

    @Override
    public Uni<Tokens> refreshTokens(String refreshToken, Map<String, String> parameters) {
        throw new UnsupportedOperationException("A service's token is fetched anew");
    }

    @Override
    public Uni<Boolean> revokeAccessToken(String accessToken, Map<String, String> parameters) {
        throw new UnsupportedOperationException("Nobody takes a service's token back");
    }

    @Override
    public void close() {}
}
