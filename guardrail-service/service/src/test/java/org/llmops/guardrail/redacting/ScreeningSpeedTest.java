package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Measures what screening costs, and how that grows with texts that are hard on each detector: {@code -Dllmops.speed=true}
 * prints the times. They are for a reader to judge, since machines differ.
 */
@EnabledIfSystemProperty(named = "llmops.speed", matches = "true")
class ScreeningSpeedTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final CompiledPolicy FIVE_RAILS = SplittingTest.policy(Action.REDACT, null);
    private static final int ROUNDS = 1_000;

    /** 1 KB of prose with one entity of each kind. */
    private static final String PROSE = "The order of last Tuesday has not arrived, so please look into it. ".repeat(11)
            + "Reach me at jane.doe@example.com or +1 415 555 0132; the card was 4012 8888 8888 1881 and the refund goes to"
            + " DE89 3704 0044 0532 0130 00. It was ordered from 192.0.2.17, number 2024-118-2291, total 128.50 EUR.";

    @Test
    void aKilobyteWithOneEntityOfEachKind() {
        for (int round = 0; round < ROUNDS; round++) {
            screen(PROSE);
        }
        long[] nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            assertThat(screen(PROSE)).isEqualTo(5);
            nanos[round] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "1 KB, five rails: median %d us, p99 %d us%n",
                nanos[ROUNDS / 2] / 1_000, nanos[ROUNDS * 99 / 100] / 1_000);
    }

    @Test
    void twoKilobytesAndAMegabyteOfProse() {
        String two = PROSE.repeat(2);
        String many = "The order of last Tuesday has not arrived, so please look into it. ".repeat((1 << 20) / 67);
        for (int round = 0; round < ROUNDS; round++) {
            screen(two);
        }
        long[] nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            screen(two);
            nanos[round] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        screen(many);
        long start = THREADS.getCurrentThreadCpuTime();
        for (int round = 0; round < 10; round++) {
            screen(many);
        }
        double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        System.out.printf(
                "2 KB, five rails: median %d us, p99 %d us; prose: %.1f MB/s%n",
                nanos[ROUNDS / 2] / 1_000, nanos[ROUNDS * 99 / 100] / 1_000, 10 / seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 ",
                "12 ",
                "415 555 013 ",
                "+1 415 555 0132 ",
                "(",
                "+",
                "(1)",
                "a",
                "a@",
                "a.",
                "@",
                "a@a.",
                "a@b.com",
                "1.",
                "f:",
                "::",
                "1.1.1.1",
                "<A_1",
                "<EMAIL_ADDRESS_1>",
                "DE89",
                "DE89 ",
                "DE89 3704 0044 ",
                "4012 ",
                "-",
                "é",
                "1-",
                "1/",
                "1.2-3/4 ",
                "2024-05-17 "
            })
    void aTextThatIsHardOnADetectorAndThreeTimesAsMuch(String unit) {
        String text = unit.repeat(8_000 / unit.length());
        screen(text);
        long start = THREADS.getCurrentThreadCpuTime();
        screen(text);
        Duration once = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        screen(text.repeat(2));
        Duration threeTimes = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
        System.out.printf(
                "8 KB of '%s': %d ms, three times as much: %d ms%n", unit, once.toMillis(), threeTimes.toMillis());
    }

    private static int screen(String text) {
        CallScreen call =
                CallScreen.ofTexts(FIVE_RAILS, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000_000);
        TextScreen screen = call.text("0", Source.USER, true, text.length());
        screen.feed(text);
        screen.end();
        return screen.findings().size();
    }
}
