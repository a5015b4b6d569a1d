package org.llmops.cost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void doublesUntilNothingIsLonger() {
        Backoff exact = backoff(0);

        assertThat(IntStream.rangeClosed(1, 11)
                        .mapToObj(attempt -> exact.after(attempt, null))
                        .map(Duration::toSeconds))
                .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L);
        assertThat(exact.after(Integer.MAX_VALUE, null)).isEqualTo(HOUR);
    }

    @Test
    void takesOffAtMostHalfAtRandom() {
        Random random = new Random(4);
        Backoff jittered = new Backoff(Duration.ofSeconds(10), HOUR, 12, random::nextDouble);

        for (int each = 0; each < 1_000; each++) {
            assertThat(jittered.after(3, null)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        }
        assertThat(backoff(1).after(3, null)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void leavesAnEndpointAloneForAsLongAsItAsksWithinReason() {
        assertThat(backoff(0).after(1, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
        assertThat(backoff(0).after(1, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(10));
        assertThat(backoff(0).after(1, Duration.ofDays(9))).isEqualTo(HOUR);
    }

    @Test
    void isUsedUpAfterTheLastAttempt() {
        assertThat(backoff(0).isUsedUp(11)).isFalse();
        assertThat(backoff(0).isUsedUp(12)).isTrue();
    }

    private static Backoff backoff(double random) {
        return new Backoff(Duration.ofSeconds(10), HOUR, 12, () -> random);
    }
}
