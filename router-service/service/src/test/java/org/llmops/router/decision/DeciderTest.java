package org.llmops.router.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.routes.document.DocumentText;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.RouteDocument;
import org.llmops.router.routes.document.Trigger;

class DeciderTest {
    private static final RouteDocument CANARY = yaml("""
            route:
              weighted:
                children:
                  - {weight: 7, name: old, target: {provider: p, model: a}}
                  - {weight: 2, name: new, target: {provider: p, model: b}}
                  - {weight: 1, name: odd, target: {provider: p, model: c}}
            """);

    @Test
    void lotsFallInProportionToTheWeights() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            counts.merge(first(CANARY, sticky("user:" + i)), 1, Integer::sum);
        }
        // Three standard deviations of a binomial of this size are below half a percent.
        assertThat(counts.get("p/a") / 100_000.0).isCloseTo(0.7, within(0.005));
        assertThat(counts.get("p/b") / 100_000.0).isCloseTo(0.2, within(0.005));
        assertThat(counts.get("p/c") / 100_000.0).isCloseTo(0.1, within(0.005));
    }

    @Test
    void aSubjectAlwaysDrawsTheSameLot() {
        for (int i = 0; i < 1_000; i++) {
            Facts once = sticky("user:" + i);
            Facts again = new Facts("r", once.call(), Map.of(), null, i * 31L);
            assertThat(first(CANARY, again)).isEqualTo(first(CANARY, once));
        }
    }

    @Test
    void onlySubjectsOfAShareThatGoesMove() {
        RouteDocument without = yaml("""
                route:
                  weighted:
                    children:
                      - {weight: 1, name: odd, target: {provider: p, model: c}}
                      - {weight: 7, name: old, target: {provider: p, model: a}}
                """);
        for (int i = 0; i < 5_000; i++) {
            String before = first(CANARY, sticky("user:" + i));
            String after = first(without, sticky("user:" + i));
            assertThat(before.equals("p/b") || after.equals(before)).isTrue();
        }
    }

    @Test
    void aGrowingShareOnlyTakes() {
        RouteDocument grown = yaml("""
                route:
                  weighted:
                    children:
                      - {weight: 7, name: old, target: {provider: p, model: a}}
                      - {weight: 20, name: new, target: {provider: p, model: b}}
                      - {weight: 1, name: odd, target: {provider: p, model: c}}
                """);
        for (int i = 0; i < 5_000; i++) {
            String before = first(CANARY, sticky("user:" + i));
            String after = first(grown, sticky("user:" + i));
            assertThat(after.equals("p/b") || after.equals(before)).isTrue();
        }
    }

    @Test
    void routesDrawForThemselves() {
        long alike = IntStream.range(0, 10_000)
                .filter(i -> first(CANARY, sticky("user:" + i))
                        .equals(first(
                                CANARY, new Facts("other", RandomDocuments.call("user:" + i, 1), Map.of(), null, 0))))
                .count();
        // 0.7² + 0.2² + 0.1² by chance
        assertThat(alike / 10_000.0).isCloseTo(0.54, within(0.02));
    }

    @Test
    void withoutStickinessEveryCallDraws() {
        RouteDocument document = yaml("""
                route:
                  weighted:
                    sticky: false
                    children:
                      - {weight: 1, target: {provider: p, model: a}}
                      - {weight: 3, target: {provider: p, model: b}}
                """);
        Random random = new Random(5);
        long b = IntStream.range(0, 40_000)
                .filter(i -> first(document, facts(Map.of(), random.nextLong())).equals("p/b"))
                .count();
        assertThat(b / 40_000.0).isCloseTo(0.75, within(0.01));
    }

    @Test
    void ofTwoThatAreDrawnTheBetterIsTaken() {
        RouteDocument document = ranked("fastest", 5);
        Random random = new Random(3);
        Map<String, TargetFacts> targets = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            targets.put("p/m" + i, target(100 * (i + 1), 0));
        }
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            Decision decision = Decider.decide(document, 1, facts(targets, random.nextLong()));
            Choice choice = decision.choices().getFirst();
            int one = (int) (choice.draws().get(0) * 5);
            int other = (int) (choice.draws().get(1) * 4);
            other = other < one ? other : other + 1;
            assertThat(choice.order().getFirst()).isEqualTo(Math.min(one, other));
            counts.merge(decision.steps().getFirst().target().name(), 1, Integer::sum);
        }
        // Of 10 pairs, the best of five is in 4, the second in 3 without it, and so on; the worst never wins.
        for (int i = 0; i < 4; i++) {
            assertThat(counts.get("p/m" + i) / 50_000.0).isCloseTo((4 - i) / 10.0, within(0.01));
        }
        assertThat(counts).doesNotContainKey("p/m4");
    }

    @Test
    void callsInFlightCountAsLatency() {
        RouteDocument document = ranked("fastest", 2);
        Map<String, TargetFacts> targets = Map.of("p/m0", target(100, 9), "p/m1", target(400, 0));

        assertThat(first(document, facts(targets, 1))).isEqualTo("p/m1");
    }

    @Test
    void whoNobodyTriedGetsOneCallAndNoMore() {
        RouteDocument document = ranked("fastest", 2);

        assertThat(first(document, facts(Map.of("p/m0", target(100, 3), "p/m1", target(0, 0)), 1)))
                .isEqualTo("p/m1");
        assertThat(first(document, facts(Map.of("p/m0", target(100, 3), "p/m1", target(0, 1)), 1)))
                .isEqualTo("p/m0");
    }

    @Test
    void theLeastBusyComesFirstAndEqualsTakeTurns() {
        RouteDocument document = ranked("least-busy", 3);
        Map<String, TargetFacts> targets = Map.of("p/m0", target(1, 4), "p/m1", target(1, 2), "p/m2", target(1, 2));
        Random random = new Random(11);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            Decision decision = Decider.decide(document, 1, facts(targets, random.nextLong()));
            assertThat(decision.steps().getLast().target().name()).isEqualTo("p/m0");
            counts.merge(decision.steps().getFirst().target().name(), 1, Integer::sum);
        }
        assertThat(counts.get("p/m1") / 10_000.0).isCloseTo(0.5, within(0.02));
    }

    @Test
    void theCheapestDependsOnWhatIsAsked() {
        RouteDocument document = ranked("cheapest", 3);
        Map<String, TargetFacts> targets = Map.of(
                "p/m0", priced(null, null),
                "p/m1", priced("1", "1"),
                "p/m2", priced("0.1", "10"));

        assertThat(names(document, new Facts("r", RandomDocuments.call("u", 100_000), targets, null, 1)))
                .containsExactly("p/m2", "p/m1", "p/m0");
        assertThat(names(document, new Facts("r", RandomDocuments.call("u", 10), targets, null, 1)))
                .containsExactly("p/m1", "p/m2", "p/m0");
    }

    @ParameterizedTest
    @CsvSource({
        "0.69, strong, p/m1",
        "0.71, strong, p/m1",
        "0.9, strong, p/m1",
        "0.5, strong, p/m0",
        "0.69, weak, p/m0",
        "0.71, weak, p/m0",
        "0.9, weak, p/m1"
    })
    void complexityDecidesAndAbstains(double score, String abstain, String chosen) {
        RouteDocument document = yaml("""
                route:
                  by-complexity:
                    weak: {target: {provider: p, model: m0}}
                    strong: {target: {provider: p, model: m1}}
                    threshold: 0.7
                    abstain_band: 0.1
                    abstain: %s
                """.formatted(abstain));
        Facts facts =
                new Facts("r", RandomDocuments.call("u", 1), Map.of(), new Facts.Complexity("v", score, 0.1, 0.2), 1);

        assertThat(first(document, facts)).isEqualTo(chosen);
        assertThat(names(document, facts)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0.1, p/m0", "0.5, p/m1", "0.7, p/m1"})
    void withoutAThresholdTheScorersOwnCounts(double score, String chosen) {
        RouteDocument document = yaml("""
                route: {by-complexity: {weak: {target: {provider: p, model: m0}}, strong: {target: {provider: p, model: m1}}}}
                """);

        assertThat(first(
                        document,
                        new Facts(
                                "r",
                                RandomDocuments.call("u", 1),
                                Map.of(),
                                new Facts.Complexity("v", score, 0.4, 0.6),
                                1)))
                .isEqualTo(chosen);
    }

    @Test
    void aCopyIsDrawnForItsShareOfCalls() {
        RouteDocument document = yaml("""
                route: {shadow: {percent: 5, target: {provider: p, model: m1}, primary: {target: {provider: p, model: m0}}}}
                """);
        Random random = new Random(9);
        long copied = IntStream.range(0, 40_000)
                .filter(i -> !Decider.decide(document, 1, facts(Map.of(), random.nextLong()))
                        .copies()
                        .isEmpty())
                .count();
        assertThat(copied / 40_000.0).isCloseTo(0.05, within(0.004));
    }

    @Test
    void theFirstCaseThatHoldsIsTakenAndNoOther() {
        RouteDocument document = yaml("""
                route:
                  when:
                    cases:
                      - {if: "headers['x-tier'] == 'gold'", then: {target: {provider: p, model: m0}}}
                      - {if: "input_tokens > 10", then: {target: {provider: p, model: m1}}}
                """);
        Decision second = Decider.decide(document, 1, new Facts("r", RandomDocuments.call("u", 11), Map.of(), null, 1));
        assertThat(names(document, second.facts())).containsExactly("p/m1");
        assertThat(second.branch()).isEqualTo("#1");
        assertThat(second.choices().getFirst().why()).contains("case 0").contains("x-tier");

        Decision none = Decider.decide(document, 1, new Facts("r", RandomDocuments.call("u", 9), Map.of(), null, 1));
        assertThat(none.steps()).isEmpty();
        assertThat(none.branch()).isEqualTo("#-");
    }

    @Test
    void whatIsAwayOrTooSmallIsLeftOutWhileSomethingElseIsThere() {
        RouteDocument document = ranked("fallback", 4);
        Map<String, TargetFacts> targets = Map.of(
                "p/m0", new TargetFacts("lacks vision", 0, true, 0, 0, null),
                "p/m1", new TargetFacts("", 100, true, 0, 0, null),
                "p/m2", new TargetFacts("", 0, false, 0, 0, null),
                "p/m3", new TargetFacts("", 101, true, 0, 0, null));
        Facts facts = new Facts("r", RandomDocuments.call("u", 101), targets, null, 1);

        Decision decision = Decider.decide(document, 1, facts);

        assertThat(names(document, facts)).containsExactly("p/m3");
        assertThat(decision.relaxed()).isFalse();
        assertThat(decision.filtered())
                .extracting(Decision.Filtered::why)
                .containsExactly("lacks vision", "context_window", "unavailable");
    }

    @Test
    void whereNothingWouldBeLeftOnlyWhatCannotIsLeftOut() {
        RouteDocument document = ranked("fallback", 3);
        Map<String, TargetFacts> targets = Map.of(
                "p/m0", new TargetFacts("lacks vision", 0, true, 0, 0, null),
                "p/m1", new TargetFacts("", 100, true, 0, 0, null),
                "p/m2", new TargetFacts("", 0, false, 0, 0, null));
        Facts facts = new Facts("r", RandomDocuments.call("u", 101), targets, null, 1);

        assertThat(names(document, facts)).containsExactly("p/m1", "p/m2");
        assertThat(Decider.decide(document, 1, facts).relaxed()).isTrue();
    }

    @Test
    void aFailureTheInnerNodeDoesNotTakeLeavesIt() {
        RouteDocument document = yaml("""
                route:
                  fallback:
                    on: [error, 418]
                    children:
                      - fallback: {on: [timeout], children: [{target: {provider: p, model: m0}}, {target: {provider: p, model: m1}}]}
                      - target: {provider: p, model: m2}
                """);
        List<PlannedStep> steps =
                Decider.decide(document, 1, facts(Map.of(), 1)).steps();

        FallbackRule inner = new FallbackRule(Set.of(Trigger.TIMEOUT), Set.of());
        FallbackRule outer = new FallbackRule(Set.of(Trigger.ERROR), Set.of(418));
        assertThat(steps)
                .extracting(PlannedStep::exits)
                .containsExactly(
                        List.of(new PlannedStep.PlannedExit(inner, 1), new PlannedStep.PlannedExit(outer, 2)),
                        List.of(new PlannedStep.PlannedExit(outer, 2)),
                        List.of());
    }

    @Test
    void nothingFollowsAChoiceThatForbidsIt() {
        RouteDocument document = yaml("""
                route: {fallback: {children: [
                  {fastest: {on: [], children: [{target: {provider: p, model: m0}}, {target: {provider: p, model: m1}}]}},
                  {target: {provider: p, model: m2}}]}}
                """);
        assertThat(names(document, facts(Map.of("p/m0", target(5, 0), "p/m1", target(9, 0)), 1)))
                .containsExactly("p/m0", "p/m2");
    }

    @Test
    void exitsOnlyLeadForwardAndEveryStepIsTold() {
        RandomDocuments random = new RandomDocuments(21);
        for (int i = 0; i < 500; i++) {
            DocumentText text = random.text();
            List<PlannedStep> steps =
                    Decider.decide(text.parse(), 1, random.facts(text)).steps();
            for (int step = 0; step < steps.size(); step++) {
                int position = step;
                assertThat(steps.get(step).exits())
                        .allSatisfy(exit -> assertThat(exit.to()).isBetween(position + 1, steps.size() - 1));
            }
        }
    }

    private static Facts sticky(String subject) {
        return new Facts("r", RandomDocuments.call(subject, 1), Map.of(), null, 0);
    }

    private static Facts facts(Map<String, TargetFacts> targets, long seed) {
        return new Facts("r", RandomDocuments.call("u", 1), targets, null, seed);
    }

    private static TargetFacts target(double latencyMs, int inFlight) {
        return new TargetFacts("", 0, true, latencyMs, inFlight, null);
    }

    private static TargetFacts priced(@Nullable String input, @Nullable String output) {
        return new TargetFacts(
                "",
                0,
                true,
                0,
                0,
                input == null || output == null ? null : new TokenPrice(new BigDecimal(input), new BigDecimal(output)));
    }

    private static RouteDocument ranked(String kind, int children) {
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < children; i++) {
            targets.append("\n      - target: {provider: p, model: m").append(i).append("}");
        }
        return yaml("route:\n  " + kind + ":\n    children:" + targets);
    }

    private static String first(RouteDocument document, Facts facts) {
        return Decider.decide(document, 1, facts).steps().getFirst().target().name();
    }

    private static List<String> names(RouteDocument document, Facts facts) {
        return Decider.decide(document, 1, facts).steps().stream()
                .map(step -> step.target().name())
                .toList();
    }

    private static RouteDocument yaml(String text) {
        return DocumentText.read(text.getBytes(StandardCharsets.UTF_8), true).parse();
    }
}
