package org.llmops.router.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmops.router.providers.Capacity;

class TargetQueueTest {
    private static final Capacity ONE_AND_TWO_WAIT = new Capacity(1, 2, Duration.ofSeconds(1));

    private final AtomicLong nanos = new AtomicLong();
    private final TargetQueue queue = new TargetQueue(nanos::get);
    private final List<String> served = new ArrayList<>();
    private final ArrayDeque<Turn> turns = new ArrayDeque<>();

    @Test
    void servesThoseWhoWaitInTheirOrder() throws NoTurn {
        enter("a");
        enter("b");
        enter("c");
        assertThat(served).containsExactly("a");
        assertThat(queue.length()).isEqualTo(2);

        turns.removeFirst().leave();
        assertThat(served).containsExactly("a", "b");
        turns.removeFirst().leave();
        turns.removeFirst().leave();

        assertThat(served).containsExactly("a", "b", "c");
        assertThat(queue.isIdle()).isTrue();
    }

    @Test
    void turnsAwayWhoComesWhenTheQueueIsFullAndSaysWhenThereMayBeRoom() throws NoTurn {
        enter("slow");
        pass(Duration.ofSeconds(4));
        turns.removeFirst().leave();
        enter("a");
        enter("b");
        enter("c");

        assertThatThrownBy(() -> enter("d"))
                .isInstanceOfSatisfying(
                        NoTurn.class, full -> assertThat(full.retryAfter()).isEqualTo(Duration.ofSeconds(12)));
        assertThat(served).containsExactly("slow", "a");
    }

    @Test
    void whoGivesUpIsSkipped() throws NoTurn {
        enter("a");
        TargetQueue.Waiting impatient = enter("b");
        enter("c");

        assertThat(queue.giveUp(Objects.requireNonNull(impatient))).isTrue();
        assertThat(queue.giveUp(impatient)).isFalse();
        turns.removeFirst().leave();

        assertThat(served).containsExactly("a", "c");
    }

    @Test
    void aTurnIsGivenBackOnce() throws NoTurn {
        enter("a");
        Turn turn = turns.removeFirst();
        turn.leave();
        turn.leave();

        assertThat(queue.running()).isZero();
    }

    @Test
    void letsMoreInWhenTheCapacityHasGrown() throws NoTurn {
        enter("a");
        enter("b");
        enter("c");
        queue.enter(new Capacity(3, 3, Duration.ofSeconds(1)), turn -> {
            served.add("d");
            turns.add(turn);
        });
        assertThat(served).containsExactly("a");

        turns.removeFirst().leave();

        assertThat(served).containsExactly("a", "b", "c", "d");
    }

    /** However calls come and go: never more than the limit at once, everybody in order, nobody forgotten. */
    @Test
    void neverServesMoreThanItsLimitAndForgetsNobody() throws NoTurn {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Capacity capacity = new Capacity(1 + random.nextInt(4), random.nextInt(6), Duration.ofSeconds(1));
            TargetQueue tried = new TargetQueue(nanos::get);
            ArrayDeque<Turn> running = new ArrayDeque<>();
            ArrayDeque<TargetQueue.Waiting> waiting = new ArrayDeque<>();
            AtomicInteger inside = new AtomicInteger();
            int entered = 0;
            int turnedAway = 0;
            int gaveUp = 0;
            for (int step = 0; step < 300; step++) {
                int what = random.nextInt(3);
                if (what == 0) {
                    try {
                        entered++;
                        TargetQueue.Waiting place = tried.enter(capacity, turn -> {
                            inside.incrementAndGet();
                            running.add(turn);
                        });
                        if (place != null) {
                            waiting.add(place);
                        }
                    } catch (NoTurn full) {
                        turnedAway++;
                        assertThat(tried.length()).isEqualTo(capacity.maxQueue());
                    }
                } else if (what == 1 && !running.isEmpty()) {
                    running.removeFirst().leave();
                } else if (!waiting.isEmpty() && tried.giveUp(waiting.removeFirst())) {
                    gaveUp++;
                }
                assertThat(running.size()).isEqualTo(tried.running()).isLessThanOrEqualTo(capacity.maxConcurrency());
                assertThat(tried.length() == 0 || running.size() == capacity.maxConcurrency())
                        .isTrue();
            }
            while (!running.isEmpty()) {
                running.removeFirst().leave();
            }
            assertThat(tried.isIdle()).isTrue();
            assertThat(inside.get()).isEqualTo(entered - turnedAway - gaveUp);
        }
    }

    private TargetQueue.@Nullable Waiting enter(String name) throws NoTurn {
        return queue.enter(ONE_AND_TWO_WAIT, turn -> {
            served.add(name);
            turns.add(turn);
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
