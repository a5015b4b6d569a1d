package org.llmops.router.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalBucketsTest {
    private static final Bucket TEN = new Bucket("ten", "ten", 10);
    private static final Bucket THREE = new Bucket("three", "three", 3);

    private long nowUs = 1_000_000_000L;
    private final LocalBuckets buckets = new LocalBuckets(() -> nowUs);

    @Test
    void letsTheLimitPassAtOnceAndThenNoMore() {
        for (int left = 9; left >= 0; left--) {
            Level level = take(TEN);
            assertThat(level.hadRoom()).isTrue();
            assertThat(level.remaining()).isEqualTo(left);
        }
        Level refused = take(TEN);
        assertThat(refused.hadRoom()).isFalse();
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(refused.resetsIn()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void givesOneCallBackPerInterval() {
        for (int i = 0; i < 10; i++) {
            take(TEN);
        }
        nowUs += take(TEN).retryAfter().toNanos() / 1000;

        assertThat(take(TEN).hadRoom()).isTrue();
        assertThat(take(TEN).hadRoom()).isFalse();
    }

    @Test
    void takesFromEveryBucketOrFromNone() {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take(List.of(TEN, THREE))).allMatch(Level::hadRoom);
        }
        List<Level> refused = buckets.take(List.of(TEN, THREE));
        assertThat(refused.getFirst().hadRoom()).isTrue();
        assertThat(refused.getLast().hadRoom()).isFalse();
        assertThat(take(TEN).remaining()).isEqualTo(6);
    }

    /** Over any stretch of time: no more than one burst, and what came back meanwhile. */
    @Test
    void neverLetsMoreThanTheLimitAndItsRefillPass() {
        Random random = new Random(7);
        long start = nowUs;
        long passed = 0;
        for (int i = 0; i < 20_000; i++) {
            nowUs += random.nextInt(200_000);
            if (take(TEN).hadRoom()) {
                passed++;
            }
            long refilled = (nowUs - start) / TEN.intervalUs();
            assertThat(passed).isLessThanOrEqualTo(TEN.limit() + refilled);
        }
        assertThat(passed).isGreaterThanOrEqualTo((nowUs - start) / TEN.intervalUs());
    }

    private Level take(Bucket bucket) {
        return buckets.take(List.of(bucket)).getFirst();
    }
}
