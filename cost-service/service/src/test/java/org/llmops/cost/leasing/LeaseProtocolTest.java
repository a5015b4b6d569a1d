package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever routers do, and in whatever order their messages and records arrive, no budget is overshot, no money is
 * counted twice and none stays away. Each run is a random interleaving; its seed is the test's name.
 */
class LeaseProtocolTest {
    private static final int STEPS = 400;

    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 60), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void callsWithinTheirBoundsNeverOvershootABudget(long seed) {
        LeaseWorld world = new LeaseWorld(generator(seed), true);
        for (int step = 0; step < STEPS; step++) {
            world.step();
            world.checkThatTheBooksBalance();
            world.checkThatNothingWasOvershot();
        }
        world.letEverythingEnd();
        world.checkThatTheBooksBalance();
        world.checkThatNothingWasOvershot();
        world.checkThatAllUnspentMoneyIsBack();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theBooksBalanceEvenWhenCallsBreakTheirBounds(long seed) {
        LeaseWorld world = new LeaseWorld(generator(seed), false);
        for (int step = 0; step < STEPS; step++) {
            world.step();
            world.checkThatTheBooksBalance();
        }
        world.letEverythingEnd();
        world.checkThatTheBooksBalance();
        world.checkThatAllUnspentMoneyIsBack();
    }

    @Test
    void theRunsAreLongEnoughToExhaustBudgets() {
        long exhausted = LongStream.rangeClosed(1, 20)
                .filter(seed -> {
                    LeaseWorld world = new LeaseWorld(generator(seed), true);
                    for (int step = 0; step < STEPS; step++) {
                        world.step();
                    }
                    return world.refused() > 0 && world.answered() > 10 && world.vanished() > 0;
                })
                .count();
        assertThat(exhausted).isGreaterThan(10);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
