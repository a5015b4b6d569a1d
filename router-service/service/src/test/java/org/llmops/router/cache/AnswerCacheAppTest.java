package org.llmops.router.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class AnswerCacheAppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Inject
    AnswerCache cache;

    @Test
    void givesTheSameAnswerToTheSameRequest() {
        CacheKey key = key(ACME, "same");
        store(key, "{\"answer\":\"fünf\"}", Duration.ofMinutes(1));

        CachedAnswer found = find(key).orElseThrow();
        assertThat(found.callId()).isEqualTo("call-1");
        assertThat(found.model()).isEqualTo("simulator/sim-small");
        assertThat(new String(found.json(), UTF_8)).isEqualTo("{\"answer\":\"fünf\"}");
    }

    @Test
    void givesNothingToAnotherRequestOrAnotherWorkspace() {
        store(key(ACME, "mine"), "{}", Duration.ofMinutes(1));

        assertThat(find(key(ACME, "other"))).isEmpty();
        assertThat(find(key(new WorkspaceId("globex"), "mine"))).isEmpty();
    }

    @Test
    void forgetsInTime() {
        CacheKey key = key(ACME, "short");
        store(key, "{}", Duration.ofMillis(300));
        assertThat(find(key)).isPresent();

        await().atMost(5, SECONDS).until(() -> find(key).isEmpty());
    }

    @Test
    void keepsNoGiants() {
        CacheKey key = key(ACME, "giant");
        store(key, "x".repeat(2 * 1024 * 1024), Duration.ofMinutes(1));

        assertThat(find(key)).isEmpty();
    }

    private static CacheKey key(WorkspaceId workspace, String request) {
        return CacheKey.of(workspace, request.getBytes(UTF_8));
    }

    private Optional<CachedAnswer> find(CacheKey key) {
        return cache.find(key).await().atMost(PATIENCE);
    }

    private void store(CacheKey key, String json, Duration timeToLive) {
        cache.store(key, new CachedAnswer("call-1", "simulator/sim-small", 1, json.getBytes(UTF_8)), timeToLive)
                .await()
                .atMost(PATIENCE);
    }
}
