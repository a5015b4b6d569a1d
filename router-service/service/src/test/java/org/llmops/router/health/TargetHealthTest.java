package org.llmops.router.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

class TargetHealthTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final WorkspaceId GLOBEX = new WorkspaceId("globex");
    private static final String TARGET = "openai/gpt";

    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TargetHealth health = new TargetHealth(Settings.PLAIN, meters, nanos::get);

    @Test
    void ejectsATargetThatFailsInARowAndNoOther() {
        fail(3);

        assertThat(health.available(ACME, TARGET)).isFalse();
        assertThat(health.isOut(ACME, TARGET)).isTrue();
        assertThat(health.available(ACME, "openai/other")).isTrue();
        assertThat(health.available(GLOBEX, TARGET)).isTrue();
        assertThat(meters.get("llmops.router.target.ejections").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("llmops.router.targets.ejected").gauge().value()).isEqualTo(1);
    }

    @Test
    void aSuccessBetweenFailuresKeepsATargetIn() {
        for (int i = 0; i < 4; i++) {
            fail(2);
            visit(Outcome.ANSWERED);
            pass(Duration.ofSeconds(31));
        }

        assertThat(health.available(ACME, TARGET)).isTrue();
    }

    @Test
    void ejectsATargetThatFailsTooOftenThoughNeverInARow() {
        for (int i = 0; i < 4; i++) {
            visit(Outcome.ANSWERED);
            visit(Outcome.FAILED);
        }
        visit(Outcome.ANSWERED);
        assertThat(health.available(ACME, TARGET)).isTrue();

        visit(Outcome.FAILED);

        assertThat(health.available(ACME, TARGET)).isFalse();
    }

    @Test
    void whatIsOutsideTheWindowDoesNotCount() {
        for (int i = 0; i < 4; i++) {
            visit(Outcome.ANSWERED);
            visit(Outcome.FAILED);
        }
        pass(Duration.ofSeconds(40));
        visit(Outcome.ANSWERED);
        visit(Outcome.FAILED);

        assertThat(health.available(ACME, TARGET)).isTrue();
        assertThat(report().recentCalls()).isEqualTo(2);
    }

    @Test
    void triesAnEjectedTargetWithOneCallAtATime() {
        fail(3);
        pass(Duration.ofSeconds(5));

        assertThat(health.available(ACME, TARGET)).isTrue();
        Visit probe = health.visit(ACME, TARGET, false);
        assertThat(health.available(ACME, TARGET)).isFalse();
        assertThat(report().state()).isEqualTo("half_open");

        probe.end(Outcome.ANSWERED);
        assertThat(health.available(ACME, TARGET)).isTrue();
        assertThat(report().state()).isEqualTo("closed");
    }

    @Test
    void ejectsForLongerEachTimeUpToTheCap() {
        fail(3);
        for (long seconds : new long[] {5, 10, 20, 40, 60, 60, 60}) {
            assertThat(report().ejectedForMs()).isEqualTo(seconds * 1_000);
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(health.available(ACME, TARGET)).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(health.available(ACME, TARGET)).isTrue();
            visit(Outcome.FAILED);
        }
    }

    @Test
    void forgivesATargetThatWasWellForLong() {
        fail(3);
        pass(Duration.ofSeconds(5));
        visit(Outcome.ANSWERED);
        pass(Duration.ofSeconds(61));
        visit(Outcome.ANSWERED);
        fail(3);

        assertThat(report().ejectedForMs()).isEqualTo(5_000);
    }

    @Test
    void aProbeThatSaysNothingMakesRoomForTheNext() {
        fail(3);
        pass(Duration.ofSeconds(5));
        visit(Outcome.UNKNOWN);

        assertThat(health.available(ACME, TARGET)).isTrue();
        assertThat(report().state()).isEqualTo("half_open");
    }

    @Test
    void callsFromBeforeTheEjectionDoNotMakeItLonger() {
        Visit early = health.visit(ACME, TARGET, false);
        fail(3);
        early.end(Outcome.FAILED);

        assertThat(report().ejections()).isEqualTo(1);
        assertThat(report().ejectedForMs()).isEqualTo(5_000);
    }

    @Test
    void leavesATargetAloneThatAsksForIt() {
        Visit visit = health.visit(ACME, TARGET, false);
        visit.limited(Duration.ofSeconds(7));
        visit.end(Outcome.UNKNOWN);

        assertThat(health.available(ACME, TARGET)).isFalse();
        assertThat(health.isOut(ACME, TARGET)).isFalse();
        assertThat(report().limitedForMs()).isEqualTo(7_000);
        pass(Duration.ofSeconds(7));
        assertThat(health.available(ACME, TARGET)).isTrue();
    }

    @Test
    void neverPassesOverAllTargets() {
        assertThat(health.mayPassOver(1)).isZero();
        assertThat(health.mayPassOver(2)).isEqualTo(1);
        assertThat(health.mayPassOver(3)).isEqualTo(2);
        assertThat(health.mayPassOver(10)).isEqualTo(7);
        assertThat(new TargetHealth(new Settings(3, 10, 0.5, 1, 100), new SimpleMeterRegistry(), nanos::get)
                        .mayPassOver(4))
                .isEqualTo(3);
    }

    @Test
    void retriesAreAShareOfCallsAndNeverMore() {
        Random random = new Random(7);
        int calls = 0;
        int retries = 0;
        for (int i = 0; i < 10_000; i++) {
            if (random.nextBoolean()) {
                visit(Outcome.ANSWERED);
                calls++;
            } else if (health.mayRetry(ACME, TARGET)) {
                health.visit(ACME, TARGET, true).end(Outcome.FAILED);
                retries++;
            }
            assertThat(retries).isLessThanOrEqualTo((int) (2 + 0.2 * calls));
        }
        assertThat(retries).isGreaterThan(calls / 6);
    }

    @Test
    void countsWhatIsUnderWayOnceHoweverOftenItEnds() {
        Visit one = health.visit(ACME, TARGET, false);
        Visit two = health.visit(ACME, TARGET, false);
        assertThat(health.inFlight(ACME, TARGET)).isEqualTo(2);

        one.end(Outcome.ANSWERED);
        one.end(Outcome.FAILED);
        assertThat(health.inFlight(ACME, TARGET)).isEqualTo(1);
        two.end(Outcome.ANSWERED);
        assertThat(health.inFlight(ACME, TARGET)).isZero();
    }

    @Test
    void theLatencyJumpsUpAndComesDownSlowly() {
        assertThat(health.latencyMs(ACME, TARGET)).isZero();
        respond(Duration.ofMillis(100));
        respond(Duration.ofMillis(900));
        assertThat(health.latencyMs(ACME, TARGET)).isEqualTo(900);

        respond(Duration.ofMillis(100));
        assertThat(health.latencyMs(ACME, TARGET)).isEqualTo(900);
        pass(Duration.ofSeconds(10));
        respond(Duration.ofMillis(100));
        // A third of the peak, and two thirds of the new.
        assertThat(health.latencyMs(ACME, TARGET)).isCloseTo(900 / Math.E + 100 * (1 - 1 / Math.E), within(0.001));
        pass(Duration.ofMinutes(10));
        assertThat(health.latencyMs(ACME, TARGET)).isLessThan(0.001);
    }

    @Test
    void forgetsWhatIsIdleAndWatchesNoMoreThanItsBound() {
        Visit busy = health.visit(ACME, TARGET, false);
        for (int i = 0; i < 500; i++) {
            health.visit(ACME, "p/" + i, false).end(Outcome.FAILED);
        }
        assertThat(health.watchedCount()).isEqualTo(100);

        pass(Duration.ofHours(2));
        health.forget();

        assertThat(health.watchedCount()).isEqualTo(1);
        busy.end(Outcome.ANSWERED);
        assertThat(health.inFlight(ACME, TARGET)).isZero();
    }

    private TargetReport report() {
        return health.reports(ACME, "openai").getFirst();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            visit(Outcome.FAILED);
        }
    }

    private void visit(Outcome outcome) {
        health.visit(ACME, TARGET, false).end(outcome);
    }

    private void respond(Duration latency) {
        Visit visit = health.visit(ACME, TARGET, false);
        visit.responded(latency.toNanos());
        visit.end(Outcome.ANSWERED);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
