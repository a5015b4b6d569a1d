package org.llmops.router.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpeedTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Speed speed = new Speed(100, Duration.ofSeconds(10).toNanos(), nanos::get);

    @Test
    void saysNothingBeforeAWholeWindowWasRead() {
        speed.resume();
        seconds(9.9);

        assertThat(speed.isTooSlow()).isFalse();
        seconds(0.1);
        assertThat(speed.isTooSlow()).isTrue();
    }

    @Test
    void aStreamAsFastAsAskedForIsNotTooSlow() {
        speed.resume();
        for (int i = 0; i < 60; i++) {
            seconds(1);
            speed.received(100);
            assertThat(speed.isTooSlow()).isFalse();
        }
    }

    @Test
    void aStreamThatBecomesSlowIsNoticedWithinAWindow() {
        speed.resume();
        for (int i = 0; i < 30; i++) {
            seconds(1);
            speed.received(1_000);
        }
        for (int i = 0; i < 9; i++) {
            seconds(1);
            assertThat(speed.isTooSlow()).isFalse();
        }
        seconds(2);
        assertThat(speed.isTooSlow()).isTrue();
    }

    @Test
    void aClientThatReadsSlowlyStopsTheClock() {
        speed.resume();
        for (int i = 0; i < 20; i++) {
            seconds(0.5);
            speed.received(60);
            speed.pause();
            seconds(30);
            speed.resume();
        }

        assertThat(speed.isTooSlow()).isFalse();
        seconds(10);
        assertThat(speed.isTooSlow()).isTrue();
    }

    private void seconds(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }
}
