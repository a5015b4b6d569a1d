package org.llmops.router.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.problem.Problem;
import org.llmops.router.body.Json;
import org.llmops.router.condition.Reads;
import org.llmops.router.routes.document.DocumentText;
import org.llmops.router.routes.document.RouteDocument;

class ReplayTest {
    private static final RouteDocument GOLD = yaml("""
            route:
              when:
                cases: [{if: "'x-tier' in headers && headers['x-tier'] == 'gold'", then: {target: {provider: p, model: m1}}}]
                else: {target: {provider: p, model: m0}}
            """);

    @Test
    void everyDecisionIsMadeAgainFromItsRecord() throws Exception {
        RandomDocuments random = new RandomDocuments(42);
        for (int i = 0; i < 1_000; i++) {
            DocumentText text = random.text();
            Decision decision = Decider.decide(text.parse(), 3, random.facts(text));
            String json = DecisionJson.of(decision);

            Replay replay = Replay.of(RecordedDecision.read(tree(json)), "random", text.parse(), 3);

            assertThat(replay.matches()).as(json).isTrue();
            assertThat(DecisionJson.of(replay.decision())).isEqualTo(json);
            assertThat(json.length()).isLessThan(DecisionJson.MAX_BYTES);
        }
    }

    @Test
    void aRecordThatWasTamperedWithDoesNotMatch() throws Exception {
        RouteDocument document = yaml(
                "route: {fallback: {children: [{target: {provider: p, model: m0}}, {target: {provider: p, model: m1}}]}}");
        ObjectNode json =
                (ObjectNode) tree(DecisionJson.of(Decider.decide(document, 1, facts(Map.of(), Reads.NOTHING))));
        ((ObjectNode) json.get("steps").get(0)).put("target", "p/m1");

        assertThat(Replay.of(RecordedDecision.read(json), "r", document, 1).matches())
                .isFalse();
    }

    @Test
    void tellsWhatAnotherVersionWouldHaveChosen() throws Exception {
        Facts facts = facts(Map.of("x-tier", "gold"), GOLD.survey().reads());
        RecordedDecision recorded = RecordedDecision.read(tree(DecisionJson.of(Decider.decide(GOLD, 1, facts))));

        Replay other = Replay.of(recorded, "r", yaml("route: {target: {provider: p, model: m0}}"), 2);
        assertThat(other.matches()).isFalse();
        assertThat(other.decision().steps().getFirst().target().name()).isEqualTo("p/m0");
        assertThat(other.unknown()).isEmpty();

        Replay same = Replay.of(recorded, "r", yaml("route: {target: {provider: p, model: m1}}"), 3);
        assertThat(same.matches()).isTrue();
    }

    @Test
    void tellsWhatNobodyKnowsAnyMore() throws Exception {
        Facts facts = facts(Map.of(), Reads.NOTHING);
        RecordedDecision recorded = RecordedDecision.read(
                tree(DecisionJson.of(Decider.decide(yaml("route: {target: {provider: p, model: m0}}"), 1, facts))));

        assertThat(Replay.of(recorded, "r", GOLD, 2).unknown()).containsExactly("call.headers.x-tier");
        assertThat(Replay.of(recorded, "r", yaml("""
                        route:
                          cheapest:
                            children:
                              - target: {provider: p, model: m0}
                              - by-complexity: {weak: {target: {provider: p, model: m1}}, strong: {target: {provider: p, model: m9}}}
                        """), 2).unknown())
                .containsExactly("targets.p/m0.price", "targets.p/m1.price", "targets.p/m9", "complexity");
    }

    @Test
    void aDecisionTooLongForRecordsKeepsItsOutcome() throws Exception {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            headers.put("x-" + i, "v".repeat(900));
        }
        Facts facts = facts(headers, new Reads(new Reads.Names(true, Set.of()), Reads.Names.NONE, Reads.Names.NONE));
        String json = DecisionJson.of(Decider.decide(GOLD, 1, facts));

        assertThat(json.length()).isLessThan(1_000);
        assertThat(tree(json).at("/steps/0/target").asText()).isEqualTo("p/m0");
        Problem problem = catchThrowableOfType(Problem.class, () -> RecordedDecision.read(tree(json)));
        assertThat(problem.errors()).extracting("field").containsExactly("decision.shortened");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "3",
                "{\"format\":2}",
                "{\"format\":1}",
                "{\"format\":1,\"seed\":\"x\",\"call\":{},\"targets\":{}}",
                "{\"format\":1,\"seed\":\"1\",\"call\":{\"needs\":[\"wings\"]},\"targets\":{}}",
                "{\"format\":1,\"seed\":\"1\",\"call\":{},\"targets\":{\"a/b\":{\"input_usd_per_million\":\"1e999999999\",\"output_usd_per_million\":\"1\"}}}"
            })
    void refusesWhatIsNoDecision(String json) {
        Problem problem = catchThrowableOfType(Problem.class, () -> RecordedDecision.read(tree(json)));

        assertThat(problem.type().name()).isEqualTo("DECISION_INVALID");
    }

    private static Facts facts(Map<String, String> headers, Reads reads) {
        CallFacts plain = RandomDocuments.call("u", 1);
        CallFacts call = new CallFacts(
                plain.operation(),
                plain.model(),
                plain.stream(),
                plain.inputTokens(),
                plain.maxOutputTokens(),
                plain.messages(),
                plain.needs(),
                plain.params(),
                headers,
                plain.metadata(),
                plain.caller(),
                plain.budget(),
                plain.subject(),
                reads);
        return new Facts("r", call, Map.of("p/m0", TargetFacts.UNKNOWN, "p/m1", TargetFacts.UNKNOWN), null, 5);
    }

    private static JsonNode tree(String json) throws Exception {
        return Json.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    private static RouteDocument yaml(String text) {
        return DocumentText.read(text.getBytes(StandardCharsets.UTF_8), true).parse();
    }
}
