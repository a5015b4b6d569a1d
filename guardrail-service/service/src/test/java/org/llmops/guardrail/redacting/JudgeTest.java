package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.guardrail.redacting.Fakes.asking;
import static org.llmops.guardrail.redacting.Fakes.openly;
import static org.llmops.guardrail.redacting.Fakes.rail;
import static org.llmops.guardrail.redacting.Fakes.shadow;
import static org.llmops.guardrail.redacting.Fakes.word;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/** Judges are asked about whole texts, in time, and only where they are of use. */
class JudgeTest {
    private static final String TEXT = "first maybe, then more";
    private static final Rail JUDGE = rail("judge", Action.REDACT);

    private final List<String> asked = new ArrayList<>();

    @Test
    void aStreamIsHeldUntilItsJudgeHasAnswered() {
        TextScreen screen = stream(policy(1, text -> Fakes.yes(0, 5), JUDGE));

        assertThat(screen.feed("first ")).isEmpty();
        assertThat(screen.feed("maybe, then more")).isEmpty();
        assertThat(ask(screen)).isEqualTo("<JUDGED_1> maybe, then more");
        assertThat(asked).containsExactly(TEXT);
        assertThat(screen.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.detectorRule()).isEqualTo("rubric");
            assertThat(finding.detectorVersion()).isEqualTo("7");
        });
    }

    @Test
    void aJudgeInShadowHoldsNothingAndIsReported() {
        TextScreen screen = stream(policy(1, text -> Fakes.yes(0, 5), shadow(rail("judge", Action.BLOCK))));

        assertThat(screen.feed(TEXT)).isEqualTo(TEXT);
        assertThat(ask(screen)).isEmpty();
        assertThat(screen.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(screen.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.action()).isEqualTo(Action.BLOCK);
            assertThat(finding.done()).isEqualTo(Action.ALLOW);
        });
    }

    @Test
    void onlyUncertainFindingsAreAskedAbout() {
        for (double score : new double[] {0.2, 0.95}) {
            TextScreen screen = stream(uncertain(score, text -> Fakes.no()));
            assertThat(screen.feed(TEXT)).isEqualTo(score > 0.9 ? "first <WORD_1>, then more" : TEXT);
            assertThat(ask(screen)).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whatTheJudgeConfirmsStandsAndWhatItDeniesIsDropped() {
        TextScreen confirmed = stream(uncertain(0.5, text -> Fakes.yes(0, 1)));
        assertThat(confirmed.feed(TEXT)).isEqualTo("first ");
        assertThat(ask(confirmed)).isEqualTo("<WORD_1>, then more");
        assertThat(confirmed.findings()).extracting(Finding::entity).containsExactly("WORD");

        TextScreen denied = stream(uncertain(0.5, text -> Fakes.no()));
        assertThat(denied.feed(TEXT) + ask(denied)).isEqualTo(TEXT);
        assertThat(denied.findings()).isEmpty();
        assertThat(asked).containsExactly(TEXT, TEXT);
    }

    @Test
    void withoutAnAnswerTheFailModeDecides() {
        Function<String, Uni<List<Match>>> broken = text -> Uni.createFrom().failure(new IllegalStateException(text));
        TextScreen closed = stream(uncertain(0.5, broken));
        assertThat(closed.feed(TEXT) + ask(closed)).isEqualTo("first <WORD_1>, then more");
        assertThat(closed.unscanned()).containsExactly(new Unscanned("0", "judge", Unscanned.FAILED, 22));

        TextScreen open = stream(policy(
                0.5,
                broken,
                openly(rail("judge", Action.FLAG)),
                asking(rail("word", Action.REDACT), "judge", 0.4, 0.9)));
        assertThat(open.feed(TEXT) + ask(open)).isEqualTo(TEXT);
        assertThat(open.findings()).extracting(Finding::done).containsExactly(Action.ALLOW);
        assertThat(open.unscanned()).hasSize(1);

        TextScreen own = stream(policy(0.5, broken, JUDGE));
        assertThat(own.feed(TEXT) + ask(own)).isEmpty();
        assertThat(own.verdict()).isEqualTo(Verdict.BLOCK);
    }

    @Test
    void aJudgeThatTakesTooLongOrThrowsOrSaysNothingOrNonsenseHasNotAnswered() {
        expectUnanswered(text -> Uni.createFrom().nothing(), Unscanned.DEADLINE);
        expectUnanswered(
                text -> {
                    throw new IllegalStateException("no");
                },
                Unscanned.FAILED);
        expectUnanswered(text -> Uni.createFrom().nullItem(), Unscanned.FAILED);
        expectUnanswered(text -> Fakes.yes(0, 1_000), Unscanned.FAILED);
    }

    @Test
    void nothingIsAskedAboutWhatIsRefusedAnyway() {
        CompiledPolicy policy = policy(1, text -> Fakes.no(), JUDGE, rail("word", Action.BLOCK));
        TextScreen screen = CallScreen.ofTexts(policy, call(), 1_000).text("0", Source.USER, true, 16);
        screen.feed(TEXT);
        ask(screen);

        assertThat(asked).isEmpty();
        assertThat(screen.unscanned()).containsExactly(new Unscanned("0", "judge", Unscanned.SKIPPED, 22));
    }

    @Test
    void oneRequestAsksOnlySoManyQuestions() {
        TextScreen screen = stream(policy(1, text -> Fakes.no(), openly(JUDGE)));
        screen.feed(TEXT);
        screen.complete(Deadline.NEVER);
        Questions.put(screen.questions(false), Deadline.NEVER, 0).await().indefinitely();

        assertThat(screen.conclude()).isEqualTo(TEXT);
        assertThat(asked).isEmpty();
        assertThat(screen.unscanned()).extracting(Unscanned::reason).containsExactly(Unscanned.TOO_MANY);
    }

    private void expectUnanswered(Function<String, Uni<List<Match>>> answer, String reason) {
        TextScreen screen = stream(policy(1, answer, openly(JUDGE)));
        screen.feed(TEXT);
        screen.complete(Deadline.NEVER);
        Deadline soon = Deadline.in(Duration.ofMillis(50));
        Questions.put(screen.questions(false), soon, 8).await().indefinitely();

        assertThat(screen.conclude()).isEqualTo(TEXT);
        assertThat(screen.unscanned()).containsExactly(new Unscanned("0", "judge", reason, 22));
    }

    private CompiledPolicy uncertain(double score, Function<String, Uni<List<Match>>> answer) {
        return policy(
                score, answer, rail("judge", Action.FLAG), asking(rail("word", Action.REDACT), "judge", 0.4, 0.9));
    }

    private CompiledPolicy policy(double score, Function<String, Uni<List<Match>>> answer, Rail... rails) {
        return Fakes.policy(
                List.of(
                        Fakes.type("judge", Stage.JUDGE, Fakes.judge(text -> {
                            asked.add(text);
                            return answer.apply(text);
                        })),
                        Fakes.type("word", Stage.LEARNED, word("maybe", score, scene -> {}))),
                rails);
    }

    private static TextScreen stream(CompiledPolicy policy) {
        return CallScreen.ofStreams(policy, call(), 1_000).text("0", Source.ASSISTANT, true, 16);
    }

    private static String ask(TextScreen screen) {
        screen.complete(Deadline.NEVER);
        Questions.put(screen.questions(false), Deadline.NEVER, 8).await().indefinitely();
        return screen.conclude();
    }

    private static Call call() {
        return Call.of(new WorkspaceId("acme"), Direction.OUTPUT, List.of());
    }
}
