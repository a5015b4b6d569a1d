package org.llmops.router.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.redis.BoundedRedis;
import org.llmops.router.snapshot.IssuedKeys;

/** The limits as all instances keep them together, on the real Redis. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RateLimitsAppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject
    BoundedRedis redis;

    @Test
    void letsTheKeysLimitPassAndSaysWhenTheNextMay() {
        RateLimits limits = limits(Optional.of(3), Optional.empty());
        Caller caller = key("tight");

        assertThat(admit(limits, caller)).isInstanceOfSatisfying(Admission.Admitted.class, admitted -> {
            assertThat(admitted.limit()).isEqualTo(3);
            assertThat(admitted.remaining()).isEqualTo(2);
            assertThat(admitted.resetsIn()).isEqualTo(Duration.ofSeconds(20));
        });
        admit(limits, caller);
        admit(limits, caller);
        assertThat(admit(limits, caller)).isInstanceOfSatisfying(Admission.Limited.class, limited -> {
            assertThat(limited.limit()).isEqualTo("requests per minute of this API key");
            assertThat(limited.max()).isEqualTo(3);
            assertThat(limited.retryAfter()).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(20));
            assertThat(limited.resetsIn()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
        });
        assertThat(redis.isAway()).isFalse();
    }

    @Test
    void takesFromTheKeyAndTheWorkspaceOrFromNeither() {
        RateLimits limits = limits(Optional.of(2), Optional.of(5));
        Caller one = key("one-of-two");
        for (int i = 0; i < 10; i++) {
            admit(limits, one);
        }
        // Refused calls of the one left the workspace's bucket alone.
        Caller other = key("two-of-two");
        assertThat(admit(limits, other)).isInstanceOf(Admission.Admitted.class);
        assertThat(admit(limits, other)).isInstanceOf(Admission.Admitted.class);
        assertThat(admit(limits, key("third"))).isInstanceOf(Admission.Admitted.class);
        assertThat(admit(limits, key("fourth")))
                .isInstanceOfSatisfying(
                        Admission.Limited.class,
                        limited -> assertThat(limited.limit()).isEqualTo("requests per minute of this workspace"));
    }

    @Test
    void aWorkspaceSpendsOnlyItsOwn() {
        RateLimits limits = limits(Optional.empty(), Optional.of(1));
        Caller globex =
                new Caller(new WorkspaceId("limits-globex"), "grace", Caller.Kind.USER, null, Set.of(Roles.ADMIN));
        Caller initech =
                new Caller(new WorkspaceId("limits-initech"), "ian", Caller.Kind.USER, null, Set.of(Roles.ADMIN));

        assertThat(admit(limits, globex)).isInstanceOf(Admission.Admitted.class);
        assertThat(admit(limits, globex)).isInstanceOf(Admission.Limited.class);
        assertThat(admit(limits, initech)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void withoutALimitNobodyAsksRedis() {
        assertThat(admit(limits(Optional.empty(), Optional.empty()), key("free")))
                .isEqualTo(new Admission.Unlimited());
    }

    @Test
    void calledFromEverywhereAtOnceItLetsExactlyTheLimitPass() throws Exception {
        RateLimits limits = limits(Optional.of(40), Optional.empty());
        Caller caller = key("crowded");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Admission>> admissions = IntStream.range(0, 200)
                    .mapToObj(i -> callers.submit(() -> admit(limits, caller)))
                    .toList();
            long admitted = 0;
            for (Future<Admission> admission : admissions) {
                if (admission.get() instanceof Admission.Admitted) {
                    admitted++;
                }
            }
            // One more comes back every 1.5 s.
            assertThat(admitted).isBetween(40L, 42L);
        }
        assertThat(redis.isAway()).isFalse();
    }

    private RateLimits limits(Optional<Integer> ofKeys, Optional<Integer> ofWorkspaces) {
        IssuedKeys keys = (workspace, publicId) -> ofKeys;
        return new RedisRateLimits(redis, keys, () -> ofWorkspaces);
    }

    private static Caller key(String publicId) {
        return new Caller(new WorkspaceId("limits"), publicId, Caller.Kind.APP, "web", Set.of(Roles.APP));
    }

    private static Admission admit(RateLimits limits, Caller caller) {
        return limits.admit(caller).await().atMost(PATIENCE);
    }
}
