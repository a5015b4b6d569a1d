package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.guardrail.answers.JsonRepair;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Detectors;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.substituting.Operators;
import org.llmops.guardrail.substituting.PlaceholderType;
import org.llmops.platform.identity.WorkspaceId;

/** Rails beside each other: none takes from another what that has found. */
class TogetherTest {
    private static final String KEY = "AKIAQ3EGRTFHSDPLKMZX";

    private static final List<String> ANSWERS = List.of(
            "You are a stupid idiot, and acme says so as well.",
            "The key is " + KEY + ", it opens ticket ABC-1234 at Acme.",
            "Pay to DE89370400440532013000 at acme, as the invoice of last Tuesday says.",
            "-----BEGIN PRIVATE KEY-----\nacme\n-----END PRIVATE KEY----- and acme",
            "{\"name\": \"acme\", \"key\": \"" + KEY + "\"}",
            "See https://example.org/a?b=acme and ask Kim Jansen.",
            "Drop table acme; select * from idiot where 1=1 -- acme");

    static Stream<DetectorType> types() {
        return LocalTypes.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aRailThatOnlyReportsTakesNothingFromThoseThatDoMore(DetectorType type) {
        Rail report = as("report", LocalTypes.rail(type, Action.FLAG));
        for (Action action : List.of(Action.REDACT, Action.BLOCK)) {
            List<Rail> others = Stream.of("banned_words", "regex", "toxicity", "secrets")
                    .map(name -> LocalTypes.rail(type(name), action))
                    .toList();
            for (String answer : ANSWERS) {
                List<Rail> all = new ArrayList<>(others);
                all.addFirst(report);

                assertThat(screened(all, answer)).as(answer).isEqualTo(screened(others, answer));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void aReportIsNotLostToTheReportOfAnotherRail(DetectorType type) {
        List<Rail> words = List.of(LocalTypes.rail(type("banned_words"), Action.FLAG));
        for (String answer : ANSWERS) {
            List<Rail> both = List.of(as("report", LocalTypes.rail(type, Action.FLAG)), words.getFirst());

            assertThat(reports(both, answer)).as(answer).containsAll(reports(words, answer));
        }
    }

    @Test
    void jsonIsMendedAroundWhatOtherRailsReplaceInIt() {
        List<Rail> rails = List.of(repair(), LocalTypes.rail(type("secrets"), Action.REDACT));
        String answer = "{name: '" + KEY + "', 'city': \"<EMAIL_ADDRESS_1>\",}";
        String mended = "{\"name\":\"<SECRET_1>\",\"city\":\"me@example.com\"}";

        assertThat(screened(rails, answer)).isEqualTo(new Screened(Verdict.REDACT, mended));
        for (int cut = 0; cut <= answer.length(); cut++) {
            TextScreen stream =
                    CallScreen.ofStreams(policy(rails), call(), 10_000).text("0", Source.ASSISTANT, true, 16);
            String released = stream.feed(answer.substring(0, cut)) + stream.feed(answer.substring(cut)) + stream.end();

            assertThat(released).isEqualTo(mended);
        }
    }

    @Test
    void whatCannotBeMendedIsStillRidOfItsSecrets() {
        List<Rail> rails = List.of(repair(), LocalTypes.rail(type("secrets"), Action.REDACT));

        assertThat(screened(rails, "The key is " + KEY))
                .isEqualTo(new Screened(Verdict.REDACT, "The key is <SECRET_1>"));
    }

    @Test
    void whoBlocksAWordBlocksItInMendedJsonToo() {
        List<Rail> rails = List.of(repair(), LocalTypes.rail(type("banned_words"), Action.BLOCK));

        assertThat(screened(rails, "{name: 'acme', city: 'x'}")).isEqualTo(new Screened(Verdict.BLOCK, ""));
    }

    private static Rail repair() {
        ObjectNode operator = JsonNodeFactory.instance.objectNode().put("operator", "json_repair");
        Rail rail = LocalTypes.rail(type("json_schema"), Action.REDACT);
        return rail.with(rail.parameters(), operator);
    }

    private static Rail as(String id, Rail rail) {
        return Rail.of(id, rail.detector(), Set.of(Direction.OUTPUT), rail.action())
                .with(rail.parameters(), rail.actionParameters());
    }

    private static DetectorType type(String name) {
        return LocalTypes.ALL.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Screened screened(List<Rail> rails, String answer) {
        TextScreen screen = screen(rails, answer);
        String told = screen.end();
        return new Screened(screen.verdict(), told);
    }

    private static List<String> reports(List<Rail> rails, String answer) {
        TextScreen screen = screen(rails, answer);
        screen.end();
        return screen.findings().stream()
                .map(finding -> finding.ruleId() + " " + finding.start() + "-" + finding.end())
                .toList();
    }

    private static TextScreen screen(List<Rail> rails, String answer) {
        TextScreen screen = CallScreen.ofTexts(policy(rails), call(), 10_000).text("0", Source.ASSISTANT, true, 16);
        assertThat(screen.feed(answer)).isEmpty();
        return screen;
    }

    private static Call call() {
        return Call.of(
                new WorkspaceId("acme"),
                Direction.OUTPUT,
                List.of(new Replacement("<EMAIL_ADDRESS_1>", "me@example.com")));
    }

    private static CompiledPolicy policy(List<Rail> rails) {
        Repertoire repertoire = new Repertoire(
                Detectors.of(LocalTypes.ALL), Operators.of(List.of(new PlaceholderType(), new JsonRepair())));
        return new CompiledPolicy(new PolicyRef(new PolicyName("test"), 1), rails, Verdict.BLOCK, null, repertoire);
    }

    private record Screened(Verdict verdict, String text) {}
}
