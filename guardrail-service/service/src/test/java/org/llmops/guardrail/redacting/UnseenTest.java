package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.guardrail.redacting.Fakes.openly;
import static org.llmops.guardrail.redacting.Fakes.rail;
import static org.llmops.guardrail.redacting.Fakes.shadow;
import static org.llmops.guardrail.redacting.Fakes.word;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/** What a rail could not look at is said, and its fail mode decides; nothing breaks and nothing passes in silence. */
class UnseenTest {
    private static final String TEXT = "before é BOOM after secret";

    @Test
    void aDetectorThatBreaksBlocksUnlessTheRailFailsOpen() {
        DetectorType breaking = Fakes.type("breaking", Stage.LEARNED, Fakes.breakingAt("BOOM"));
        TextScreen closed = screen(Fakes.policy(List.of(breaking), rail("breaking", Action.BLOCK)));
        TextScreen open = screen(Fakes.policy(List.of(breaking), openly(rail("breaking", Action.BLOCK))));

        assertThat(closed.feed(TEXT) + closed.end()).isEmpty();
        assertThat(closed.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(closed.unscanned()).containsExactly(new Unscanned("0", "breaking", Unscanned.FAILED, 27));
        assertThat(open.feed(TEXT) + open.end()).isEqualTo(TEXT);
        assertThat(open.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(open.unscanned()).isEqualTo(closed.unscanned());
    }

    @Test
    void ofAStreamNothingIsReleasedThatABrokenRailHasNotSeen() {
        DetectorType breaking = Fakes.type("breaking", Stage.DETERMINISTIC, Fakes.breakingAt("BOOM"));
        CallScreen call =
                CallScreen.ofStreams(Fakes.policy(List.of(breaking), rail("breaking", Action.FLAG)), call(), 1_000);
        TextScreen screen = call.text("0", Source.USER, true, 16);

        assertThat(screen.feed("before B")).isEqualTo("before ");
        assertThat(screen.feed("OOM and more")).isEmpty();
        assertThat(screen.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(screen.unscanned()).containsExactly(new Unscanned("0", "breaking", Unscanned.FAILED, 13));
    }

    @Test
    void theOthersGoOnLooking() {
        CompiledPolicy policy = Fakes.policy(
                List.of(
                        Fakes.type("breaking", Stage.DETERMINISTIC, Fakes.breakingAt("BOOM")),
                        Fakes.type("word", Stage.LEARNED, word("secret"))),
                openly(rail("breaking", Action.BLOCK)),
                rail("word", Action.REDACT));
        TextScreen screen = screen(policy);

        assertThat(screen.feed(TEXT) + screen.end()).isEqualTo("before é BOOM after <WORD_1>");
    }

    @Test
    void aRailInShadowMayBreakAndNothingHappens() {
        DetectorType breaking = Fakes.type("breaking", Stage.DETERMINISTIC, Fakes.breakingAt("BOOM"));
        TextScreen screen = screen(Fakes.policy(List.of(breaking), shadow(rail("breaking", Action.BLOCK))));

        assertThat(screen.feed(TEXT) + screen.end()).isEqualTo(TEXT);
        assertThat(screen.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(screen.unscanned()).extracting(Unscanned::reason).containsExactly(Unscanned.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000})
    void aScannerThatSaysItLookedWhereItDidNotIsBroken(int next) {
        LocalDetector lying = scene -> Fakes.misbehaving(next);
        expectBroken(lying);
    }

    @Test
    void aMatchOutsideOfTheTextIsBroken() {
        expectBroken((LocalDetector) scene -> (text, from, found) -> {
            found.accept(Match.of("WORD", "word", 0, text.end() + 1, 1, "Reaches beyond the end"));
            return text.end();
        });
    }

    @Test
    void aDetectorThatCannotEvenStartOrNeverReturnsIsBroken() {
        expectBroken((LocalDetector) scene -> {
            throw new IllegalArgumentException("no");
        });
        expectBroken((LocalDetector) scene -> (text, from, found) -> endless(from));
    }

    @Test
    void aVersionWhoseDetectorIsGoneSaysSo() {
        TextScreen screen = screen(Fakes.policy(List.of(), rail("gone", Action.FLAG)));

        screen.feed(TEXT);
        screen.end();
        assertThat(screen.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(screen.unscanned()).containsExactly(new Unscanned("0", "gone", Unscanned.FAILED, 27));
    }

    @Test
    void whenTimeIsUpTheCheapRailsHaveLooked() {
        AtomicLong now = new AtomicLong();
        LocalDetector slow = scene -> (text, from, found) -> {
            now.addAndGet(Duration.ofMillis(40).toNanos());
            return text.end();
        };
        CompiledPolicy policy = Fakes.policy(
                List.of(
                        Fakes.type("slow", Stage.LEARNED, slow),
                        Fakes.type("word", Stage.DETERMINISTIC, word("secret"))),
                openly(rail("slow", Action.BLOCK)),
                rail("word", Action.FLAG));
        TextScreen screen = screen(policy);
        String text = "a".repeat(200_000) + "secret";

        screen.feed(text, Deadline.in(Duration.ofMillis(100), now::get));
        screen.end();

        assertThat(screen.findings()).extracting(Finding::ruleId).containsExactly("word");
        assertThat(screen.unscanned())
                .containsExactly(new Unscanned("0", "slow", Unscanned.DEADLINE, 200_006 - 3 * 16_384));
        assertThat(screen.verdict()).isEqualTo(Verdict.ALLOW);
    }

    private static void expectBroken(Detector detector) {
        DetectorType type = Fakes.type("broken", Stage.DETERMINISTIC, detector);
        for (boolean open : new boolean[] {true, false}) {
            Rail rail = rail("broken", Action.FLAG);
            TextScreen screen = screen(Fakes.policy(List.of(type), open ? openly(rail) : rail));
            assertThat(screen.feed(TEXT) + screen.end()).isEqualTo(open ? TEXT : "");
            assertThat(screen.findings()).isEmpty();
            assertThat(screen.unscanned()).containsExactly(new Unscanned("0", "broken", Unscanned.FAILED, 27));
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int endless(int from) {
        return endless(from + 1) + 1;
    }

    private static TextScreen screen(CompiledPolicy policy) {
        return CallScreen.ofTexts(policy, call(), 1_000_000).text("0", Source.USER, true, 16);
    }

    private static Call call() {
        return Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of());
    }
}
