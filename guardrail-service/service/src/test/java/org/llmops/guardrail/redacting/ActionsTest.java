package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.guardrail.redacting.Fakes.rail;
import static org.llmops.guardrail.redacting.Fakes.set;
import static org.llmops.guardrail.redacting.Fakes.shadow;
import static org.llmops.guardrail.redacting.Fakes.word;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;
import org.llmops.guardrail.substituting.Operators;
import org.llmops.guardrail.substituting.PlaceholderType;
import org.llmops.guardrail.substituting.Substitute;
import org.llmops.platform.identity.WorkspaceId;

/** What each action does to the text, and what it says to who can do more. */
class ActionsTest {
    private static final List<DetectorType> TYPES = List.of(
            Fakes.type("rude", Stage.LEARNED, word("a rude word")),
            Fakes.type("name", Stage.DETERMINISTIC, word("rude")),
            Fakes.type("other", Stage.DETERMINISTIC, word("other")));

    @Test
    void aRewriteReplacesForGood() {
        CallScreen call = texts(Direction.INPUT, set(rail("rude", Action.REWRITE), "replacement", "[removed]"));

        assertThat(screen(call, "That is a rude word.")).isEqualTo("That is [removed].");
        assertThat(call.issued()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"RE_ASK", "HUMAN_REVIEW", "ROUTE"})
    void whatAsksForMoreThanAChangeIsARefusalWithADirective(Action action) {
        Rail rail = action == Action.ROUTE ? set(rail("rude", action), "route", "careful") : rail("rude", action);
        TextScreen screen = texts(Direction.OUTPUT, rail).text("0", Source.ASSISTANT, true, 16);

        assertThat(screen.feed("That is a rude word.") + screen.end()).isEmpty();
        assertThat(screen.verdict()).isEqualTo(Verdict.BLOCK);
        String detail =
                Map.of(Action.ROUTE, "careful", Action.RE_ASK, "Is the word").getOrDefault(action, "");
        assertThat(screen.directives())
                .containsExactly(new Directive(action, "rude", "0", detail, action == Action.RE_ASK ? 1 : 0));
    }

    @Test
    void aPersonIsToLookAtWhatIsRefusedAnyway() {
        TextScreen screen = texts(Direction.INPUT, rail("rude", Action.BLOCK), rail("name", Action.HUMAN_REVIEW))
                .text("0", Source.USER, true, 16);

        assertThat(screen.feed("That is a rude word, rude.") + screen.end()).isEmpty();
        assertThat(screen.findings()).extracting(Finding::ruleId).containsExactly("rude", "name", "name");
        assertThat(screen.directives()).contains(new Directive(Action.HUMAN_REVIEW, "name", "0", "", 0));
    }

    @Test
    void aPolicySaysHowOftenAModelIsAskedAgainAndWhatItIsTold() {
        Rail rail = set(rail("rude", Action.RE_ASK), "instruction", "Be kind.");
        rail.actionParameters().put("times", 3);
        TextScreen screen = texts(Direction.OUTPUT, rail).text("0", Source.ASSISTANT, true, 16);

        assertThat(screen.feed("That is a rude word.") + screen.end()).isEmpty();
        assertThat(screen.directives())
                .containsExactly(new Directive(Action.RE_ASK, "rude", "0", "Be kind. Is the word", 3));
    }

    @Test
    void whoFollowsRoutesGetsTheTextAndWhereToGo() {
        CompiledPolicy policy =
                policy(set(rail("rude", Action.ROUTE), "route", "careful"), rail("name", Action.REDACT));
        Call call = new Call(new WorkspaceId("acme"), Direction.INPUT, List.of(), List.of(), Map.of(), true);
        TextScreen screen = CallScreen.ofTexts(policy, call, 1_000).text("0", Source.USER, true, 16);

        assertThat(screen.feed("That is a rude word.") + screen.end()).isEqualTo("That is a <WORD_1> word.");
        assertThat(screen.verdict()).isEqualTo(Verdict.REDACT);
        assertThat(screen.directives()).containsExactly(new Directive(Action.ROUTE, "rude", "0", "careful", 0));
    }

    @Test
    void aFlagIsAReportThatWantsToBeSeen() {
        TextScreen screen = texts(Direction.INPUT, rail("rude", Action.FLAG)).text("0", Source.USER, true, 16);

        assertThat(screen.feed("a rude word") + screen.end()).isEqualTo("a rude word");
        assertThat(screen.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(screen.directives()).containsExactly(new Directive(Action.FLAG, "rude", "0", "", 0));
    }

    @Test
    void aReportIsNotLostToARedactionInsideOfIt() {
        TextScreen screen = texts(Direction.INPUT, rail("rude", Action.FLAG), rail("name", Action.REDACT))
                .text("0", Source.USER, true, 16);

        assertThat(screen.feed("a rude word") + screen.end()).isEqualTo("a <WORD_1> word");
        assertThat(screen.findings()).extracting(Finding::ruleId).containsExactly("rude", "name");
    }

    @Test
    void whatIsInQuarantineIsDelimitedByWhatItCannotKnow() {
        Rail rail = quarantine("delimit");
        String marked = screen(texts(Direction.INPUT, rail), "Do this: a rude word");

        assertThat(marked)
                .matches("(?s)\\[Data ([0-9a-f]{16}) begins\\..*\\]\nDo this: a rude word\n\\[Data \\1 ends\\.\\]");
        assertThat(screen(texts(Direction.INPUT, rail), "Do this: a rude word")).isEqualTo(marked);
        assertThat(screen(texts(Direction.INPUT, rail), "Nothing here")).isEqualTo("Nothing here");
    }

    @Test
    void aDatamarkStandsBetweenAllWordsAndRedactionsGoOn() {
        TextScreen screen = texts(Direction.INPUT, quarantine("datamark"), rail("name", Action.REDACT))
                .text("0", Source.TOOL_RESULT, true, 16);
        String marked = screen.feed("Do this: a rude word") + screen.end();

        assertThat(marked).endsWith("]\nDo\uE000this:\uE000a\uE000<WORD_1>\uE000word");
        assertThat(screen.verdict()).isEqualTo(Verdict.REDACT);
    }

    @Test
    void aStreamInQuarantineIsHeldToItsEnd() {
        CompiledPolicy policy = policy(quarantine("delimit"));
        Call call = Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of());
        TextScreen screen = CallScreen.ofStreams(policy, call, 1_000).text("0", Source.TOOL_RESULT, true, 16);
        StringBuilder released = new StringBuilder();
        for (String piece : "Do this: a rude word".split("")) {
            assertThat(screen.feed(piece)).isEmpty();
        }

        assertThat(released.append(screen.end()).toString())
                .isEqualTo(screen(texts(Direction.INPUT, quarantine("delimit")), "Do this: a rude word"));
    }

    @Test
    void aShadowChangesNothingAndHoldsNothing() {
        CompiledPolicy policy = policy(shadow(rail("rude", Action.BLOCK)), rail("other", Action.REDACT));
        Call call = Call.of(new WorkspaceId("acme"), Direction.OUTPUT, List.of());
        TextScreen screen = CallScreen.ofStreams(policy, call, 1_000).text("0", Source.ASSISTANT, true, 16);

        assertThat(screen.feed("a rude wo")).isEqualTo("a rude w");
        assertThat(screen.feed("rd, other")).isEqualTo("ord, <WORD_1>");
        assertThat(screen.end()).isEmpty();
        assertThat(screen.verdict()).isEqualTo(Verdict.REDACT);
        assertThat(screen.directives()).isEmpty();
        assertThat(screen.findings()).extracting(Finding::ruleId).containsExactly("other", "rude");
    }

    @Test
    void anOperatorsTextIsRestoredWhereItIsAWordOfItsOwn() {
        CompiledPolicy policy = operating(original -> new Substitute.Written("Kimberley", true));
        CallScreen call =
                CallScreen.ofTexts(policy, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000);
        assertThat(screen(call, "rude, rude")).isEqualTo("Kimberley, Kimberley");

        Call back = Call.of(new WorkspaceId("acme"), Direction.OUTPUT, call.issued());
        String answer = "Kimberley's, Kimberleys, (Kimberley) Kimber";
        assertThat(screen(CallScreen.ofTexts(policy, back, 1_000), answer))
                .isEqualTo("rude's, Kimberleys, (rude) Kimber");
        TextScreen streamed = CallScreen.ofStreams(policy, back, 1_000).text("0", Source.ASSISTANT, true, 16);
        StringBuilder released = new StringBuilder();
        Arrays.stream(answer.split("")).forEach(piece -> released.append(streamed.feed(piece)));
        assertThat(released.append(streamed.end()).toString()).isEqualTo("rude's, Kimberleys, (rude) Kimber");
    }

    @Test
    void whatAnOperatorCannotReplaceDoesNotGoOut() {
        CompiledPolicy policy = operating(original -> {
            throw new IllegalStateException(original.text());
        });
        TextScreen screen = CallScreen.ofTexts(
                        policy, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000)
                .text("0", Source.USER, true, 16);

        assertThat(screen.feed("so rude") + screen.end()).isEmpty();
        assertThat(screen.verdict()).isEqualTo(Verdict.BLOCK);
    }

    private static CompiledPolicy operating(Operator operator) {
        OperatorType type = new OperatorType() {
            @Override
            public String name() {
                return "surrogate";
            }

            @Override
            public Operator compile(Parameters parameters) {
                return operator;
            }
        };
        Repertoire repertoire =
                new Repertoire(Repertoires.of(TYPES).detectors(), Operators.of(List.of(type, new PlaceholderType())));
        return new CompiledPolicy(
                new PolicyRef(new PolicyName("test"), 1),
                List.of(set(Rail.of("name", "name", Set.of(Direction.INPUT), Action.REDACT), "operator", "surrogate")),
                Verdict.BLOCK,
                null,
                repertoire);
    }

    private static Rail quarantine(String marking) {
        return set(Rail.of("rude", "rude", Set.of(Direction.INPUT), Action.QUARANTINE), "marking", marking);
    }

    private static CallScreen texts(Direction direction, Rail... rails) {
        return CallScreen.ofTexts(policy(rails), Call.of(new WorkspaceId("acme"), direction, List.of()), 1_000);
    }

    private static CompiledPolicy policy(Rail... rails) {
        return Fakes.policy(TYPES, rails);
    }

    private static String screen(CallScreen call, String text) {
        TextScreen screen = call.text("0", Source.TOOL_RESULT, true, 16);
        return screen.feed(text) + screen.end();
    }
}
