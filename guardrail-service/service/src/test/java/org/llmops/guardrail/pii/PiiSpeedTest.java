package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Sightings;

/** Measures how much text a second of one core gets through; {@code -Dllmops.speed=true} prints it, for a reader to judge. */
@EnabledIfSystemProperty(named = "llmops.speed", matches = "true")
class PiiSpeedTest {
    private static final int SIZE = 1_000_000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The order of last Tuesday has not arrived, so please look into it; nobody at the counter knew more. ",
                "On 12 May 2024 John Smith paid 128.50 EUR for order 2024-118-2291, room 12, and left at 14:30. ",
                "078-05-1123 ",
                "123456789 ",
                "1 22 333 4444 ",
                "ssn 123456789, ",
                "passport A12345678; "
            })
    void megabytesPerSecond(String unit) {
        String text = unit.repeat(SIZE / unit.length());
        LocalDetector usual = (LocalDetector) new PiiType().compile(Parameters.none());
        LocalDetector identifiers = new PiiDetector(
                new Selection(Selection.of(List.of()).recognisers(), java.util.Set.of()), 0.5, List.of());
        System.out.printf(
                "'%s': identifiers %.1f MB/s, all of pii %.1f MB/s%n",
                unit, speed(identifiers, text), speed(usual, text));
    }

    private static double speed(LocalDetector detector, String text) {
        long until = System.nanoTime() + WARM_UP_NANOS;
        int[] found = new int[1];
        double best = 0;
        while (System.nanoTime() < until) {
            GrowingText whole = GrowingText.whole(text);
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int end = detector.open(Sightings.SCENE).scan(whole, 0, match -> found[0]++);
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            assertThat(end).isEqualTo(whole.end());
            best = Math.max(best, text.length() * 1e3 / nanos);
        }
        return best;
    }
}
