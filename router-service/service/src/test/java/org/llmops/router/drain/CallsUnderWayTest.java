package org.llmops.router.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallsUnderWayTest {
    private final CallsUnderWay calls = new CallsUnderWay();

    @Test
    void takesNoneAfterItsEnd() {
        assertThat(calls.begin()).isTrue();
        calls.close();

        assertThat(calls.begin()).isFalse();
        assertThat(calls.number()).isEqualTo(1);
    }

    @Test
    void doesNotWaitWhenNothingIsUnderWay() throws Exception {
        calls.begin();
        calls.end();
        calls.close();
        calls.close();

        assertThat(calls.awaitEnd(0)).isTrue();
    }

    @Test
    void waitsForTheLastUpToItsDeadline() throws Exception {
        calls.begin();
        calls.begin();
        calls.close();
        calls.end();
        assertThat(calls.awaitEnd(10)).isFalse();

        calls.end();
        assertThat(calls.awaitEnd(10)).isTrue();
        assertThat(calls.number()).isZero();
    }

    /** Whoever was let in is waited for, however late. */
    @Test
    void losesNobodyBetweenTheDoorAndTheCount() throws Exception {
        for (int round = 0; round < 200; round++) {
            CallsUnderWay raced = new CallsUnderWay();
            AtomicInteger inside = new AtomicInteger();
            CompletableFuture<Void> crowd = CompletableFuture.runAsync(() -> {
                while (raced.begin()) {
                    inside.incrementAndGet();
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                    raced.end();
                }
            });
            raced.close();

            assertThat(raced.awaitEnd(5_000)).isTrue();
            assertThat(inside).hasValue(0);
            crowd.join();
        }
    }
}
