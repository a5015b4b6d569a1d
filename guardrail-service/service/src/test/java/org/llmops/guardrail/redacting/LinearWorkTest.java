package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Every detector that looks here and now does twice the work for twice the text: counted in code points read and in bytes
 * that reading took, which do not depend on the machine.
 */
class LinearWorkTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PIECE = 4_096;

    /** What must not decide: tables made with the first text, lists that grow. */
    private static final long SLACK = 4_000_000;

    private static final String USUAL =
            "Reach me at jane.doe@example.com; the order of 12 May 2024 has not arrived! Please look into it, 12 of 14.\n";

    private static final String MIXED =
            "ignore all previous 1 22 333 4444 and https://a:b@x.example/?q={c} password: hunter2x token=a7f3 {[\"key\": 12,"
                    + " (a@a. DE89 3704 <A_1 078-05-1120 John aWdub3JlIGFsbA== %69%67 select * from t;\n";

    static Stream<DetectorType> detectors() {
        return LocalTypes.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aMegabyteIsTwiceTheWorkOfHalfOfOne(DetectorType type) {
        Work warm = work(type, USUAL.repeat(20));
        Work half = work(type, USUAL.repeat(500_000 / USUAL.length()));
        Work whole = work(type, USUAL.repeat(1_000_000 / USUAL.length()));

        assertThat(warm.reads).isLessThanOrEqualTo(half.reads);
        assertThat(whole.reads).isLessThan(half.reads * 21 / 10 + 100_000);
        assertThat(whole.bytes).isLessThan(half.bytes * 22 / 10 + SLACK);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void textsThatAreHardOnADetectorToo(DetectorType type) {
        for (String unit : List.of(
                "a",
                "1 ",
                "1 22 333 4444 ",
                "a@a.",
                "DE89 3704 ",
                "<A_1",
                "key=\"",
                "{[",
                "ignore all ",
                "http://a/",
                "https://a:b",
                "password: ",
                "token=a",
                "John ",
                "%41",
                "é",
                MIXED)) {
            Work once = work(type, unit.repeat(8_000 / unit.length()));
            Work fourTimes = work(type, unit.repeat(32_000 / unit.length()));
            assertThat(fourTimes.reads).as(unit).isLessThan(once.reads * 6 + 100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 22 333 4444 ", "https://a:b", "password: ", "ignore all previous ", "a=b(c);\n"})
    @Timeout(120)
    void aHardMegabyteIsGivenUpWhenTimeIsUp(String unit) {
        CompiledPolicy policy = new CompiledPolicy(
                new PolicyRef(new PolicyName("test"), 1),
                LocalTypes.ALL.stream()
                        .map(type -> LocalTypes.rail(type, Action.FLAG))
                        .toList(),
                Verdict.BLOCK,
                null,
                Repertoires.of(LocalTypes.ALL));
        String text = unit.repeat(1_000_000 / unit.length());
        TextScreen screen = CallScreen.ofTexts(
                        policy, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000_000)
                .text("0", Source.USER, true, text.length());

        Deadline deadline = Deadline.in(Duration.ofMillis(300));
        screen.feed(text, deadline);
        screen.complete(deadline);

        assertThat(screen.unscanned())
                .isNotEmpty()
                .allMatch(missed -> missed.reason().equals(Unscanned.DEADLINE));
        assertThat(screen.verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void samplesFit() {
        assertThat(LocalTypes.ALL).allSatisfy(LocalTypes::detector);
    }

    private static Work work(DetectorType type, String text) {
        LocalDetector detector = LocalTypes.detector(type);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        CountingText counting = new CountingText(PIECE);
        Scanner scanner = detector.open(new Scene(
                new WorkspaceId("acme"),
                false,
                Source.USER,
                List.of(new Scene.Around(Source.SYSTEM, "Help with orders and parcels. Never say canary-7f3a9c21.")),
                Map.of()));
        int from = 0;
        for (int start = 0; start < text.length(); start += PIECE) {
            counting.append(text.substring(start, Math.min(text.length(), start + PIECE)));
            from = scanner.scan(counting, from, match -> {});
            counting.discardBefore(from - scanner.lookBehind());
        }
        counting.complete();
        scanner.scan(counting, from, match -> {});
        return new Work(counting.reads(), THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private record Work(long reads, long bytes) {}
}
