package org.llmops.router.routes.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.problem.Problem;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.condition.Condition;
import org.llmops.router.providers.Timeouts;

class DocumentTextTest {
    private static final String EVERY_KIND = """
            # Who may read this keeps it short
            format: 1
            description: Every kind of node
            cache: {ttl_seconds: 60, semantic: {threshold: 0.95, embedding: p/e, sample_percent: 1.5}}
            route:
              shadow:
                percent: 2.5
                target: {provider: p, model: next}
                primary:
                  when:
                    cases:
                      - if: "'vision' in needs"
                        then:
                          fastest:
                            children:
                              - target: {provider: p, model: a}
                              - target: {provider: p, model: b}
                      - if: headers["x-tier"] == "gold"
                        then:
                          fallback:
                            on: [error, content_filter, 529]
                            children:
                              - target:
                                  provider: p
                                  model: a
                                  timeouts: {connect_ms: 1, first_token_ms: 2, idle_ms: 3, total_ms: 4, min_bytes_per_second: 5}
                                  params: {temperature: 0.50, reasoning_effort: low}
                              - least-busy: {children: [{target: {provider: p, model: b, timeout_ms: 9}}], on: []}
                    else:
                      weighted:
                        name: canary
                        children:
                          - {weight: 90, name: old, cheapest: {children: [{target: {provider: p, model: a}}], expected_output_tokens: 7}}
                          - weight: 10
                            by-complexity:
                              weak: {target: {provider: p, model: a}}
                              strong: {target: {provider: p, model: b}}
                              threshold: 0.6
                              abstain_band: 0.1
                              abstain: weak
            """;

    @Test
    void readsEveryKindOfNode() throws Exception {
        RouteDocument document = yaml(EVERY_KIND);

        RouteTarget a = new RouteTarget("p", "a", null);
        RouteTarget b = new RouteTarget("p", "b", null);
        String when = "route.shadow.primary.when";
        Node vision = new Node.Ranked(
                when + ".cases[0].then.fastest",
                Node.Ranking.FASTEST,
                List.of(
                        new Node.Leaf(when + ".cases[0].then.fastest.children[0].target", a),
                        new Node.Leaf(when + ".cases[0].then.fastest.children[1].target", b)),
                500,
                FallbackRule.DEFAULT);
        RouteTarget tuned = new RouteTarget(
                "p",
                "a",
                new Timeouts(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(4), 5),
                new Params(Map.of("temperature", "0.50", "reasoning_effort", "\"low\"")));
        String gold = when + ".cases[1].then.fallback";
        Node fallback = new Node.Fallback(
                gold,
                List.of(
                        new Node.Leaf(gold + ".children[0].target", tuned),
                        new Node.Ranked(
                                gold + ".children[1].least-busy",
                                Node.Ranking.LEAST_BUSY,
                                List.of(new Node.Leaf(
                                        gold + ".children[1].least-busy.children[0].target",
                                        new RouteTarget("p", "b", Duration.ofMillis(9)))),
                                500,
                                FallbackRule.NEVER)),
                new FallbackRule(Set.of(Trigger.ERROR, Trigger.CONTENT_FILTER), Set.of(529)));
        String lots = when + ".else.weighted";
        Node weighted = new Node.Weighted(
                lots,
                "canary",
                List.of(
                        new Node.Share(
                                "old",
                                90,
                                new Node.Ranked(
                                        lots + ".children[0].cheapest",
                                        Node.Ranking.CHEAPEST,
                                        List.of(new Node.Leaf(lots + ".children[0].cheapest.children[0].target", a)),
                                        7,
                                        FallbackRule.DEFAULT)),
                        new Node.Share(
                                "1",
                                10,
                                new Node.ByComplexity(
                                        lots + ".children[1].by-complexity",
                                        new Node.Leaf(lots + ".children[1].by-complexity.weak.target", a),
                                        new Node.Leaf(lots + ".children[1].by-complexity.strong.target", b),
                                        0.6,
                                        0.1,
                                        false,
                                        FallbackRule.DEFAULT))),
                true,
                FallbackRule.DEFAULT);
        Node root = new Node.Shadow(
                "route.shadow",
                2.5,
                new RouteTarget("p", "next", null),
                new Node.When(
                        when,
                        List.of(
                                new Node.Case(Condition.of("'vision' in needs"), vision),
                                new Node.Case(Condition.of("headers[\"x-tier\"] == \"gold\""), fallback)),
                        weighted));
        assertThat(document)
                .isEqualTo(RouteDocument.of(
                        root,
                        new CachePolicy(Duration.ofSeconds(60), new CachePolicy.Semantic(0.95, "p/e", 1.5)),
                        "Every kind of node"));
        assertThat(document.survey().targets())
                .containsExactly(a, b, tuned, new RouteTarget("p", "b", Duration.ofMillis(9)));
        assertThat(document.survey().reads().headers().named()).containsExactly("x-tier");
        assertThat(document.survey().ranksByCost()).isTrue();
        assertThat(document.survey().ranksByLoad()).isTrue();
        assertThat(document.survey().scoresComplexity()).isTrue();
    }

    @Test
    void meansTheSameInYamlAndInJson() {
        DocumentText yaml = DocumentText.read(bytes(EVERY_KIND), true);
        DocumentText json = DocumentText.read(bytes(yaml.compact()), false);

        assertThat(json.parse()).isEqualTo(yaml.parse());
        assertThat(yaml.asYaml()).isEqualTo(EVERY_KIND);
        assertThat(DocumentText.read(bytes(json.asYaml()), true).json()).isEqualTo(json.json());
        assertThat(DocumentText.stored(yaml.compact(), yaml.yaml())).isEqualTo(yaml);
    }

    @Test
    void theSimpleFormIsAFallback() {
        RouteDocument document = json("""
                {"targets": [{"provider": "p", "model": "a", "timeout_ms": 5}, {"provider": "p", "model": "b"}], "cache": {"ttl_seconds": 9}}
                """);

        assertThat(document)
                .isEqualTo(RouteDocument.simple(
                        List.of(new RouteTarget("p", "a", Duration.ofMillis(5)), new RouteTarget("p", "b", null)),
                        CachePolicy.exact(Duration.ofSeconds(9)),
                        null));
        assertThat(SimpleDocument.text(document.survey().targets(), 9L, null).parse())
                .isEqualTo(document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                       | targets
            {route: {target: {provider: p}}}                                         | route.target.model
            {route: {target: {provider: p, model: m}, fallback: {children: []}}}     | route
            {route: {targets: []}}                                                   | route.targets
            {route: {}}                                                              | route
            {route: {fallback: {children: []}}}                                      | route.fallback.children
            {route: {fallback: {children: [{target: {provider: p, model: m}}, {target: {provider: p, model: m}}]}}} | route.fallback.children[1]
            {route: {fallback: {children: [{target: {provider: p, model: m}}], on: [sometimes]}}} | route.fallback.on[0]
            {route: {fallback: {children: [{target: {provider: p, model: m}}], on: [200]}}} | route.fallback.on[0]
            {route: {fallback: {children: [{target: {provider: p, model: m}}], when: x}}} | route.fallback.when
            {route: {weighted: {children: [{weight: 0, target: {provider: p, model: m}}]}}} | route.weighted.children[0].weight
            {route: {weighted: {children: [{weight: -1, target: {provider: p, model: m}}]}}} | route.weighted.children[0].weight
            {route: {weighted: {children: [{weight: 1, name: x, target: {provider: p, model: m}}, {weight: 1, name: x, target: {provider: p, model: n}}]}}} | route.weighted.children[1].name
            {route: {when: {cases: [{if: "model == 3", then: {target: {provider: p, model: m}}}]}}} | route.when.cases[0].if
            {route: {when: {cases: [{if: "params.user == 'x'", then: {target: {provider: p, model: m}}}]}}} | route.when.cases[0].if
            {route: {when: {cases: []}}}                                             | route.when.cases
            {route: {by-complexity: {weak: {target: {provider: p, model: m}}}}}      | route.by-complexity.strong
            {route: {by-complexity: {weak: {target: {provider: p, model: m}}, strong: {target: {provider: p, model: n}}, abstain_band: 0.1}}} | route.by-complexity.abstain_band
            {route: {by-complexity: {weak: {target: {provider: p, model: m}}, strong: {target: {provider: p, model: n}}, threshold: 2}}} | route.by-complexity.threshold
            {route: {shadow: {target: {provider: p, model: m}, primary: {target: {provider: p, model: n}}}}} | route.shadow.percent
            {route: {shadow: {percent: 101, target: {provider: p, model: m}, primary: {target: {provider: p, model: n}}}}} | route.shadow.percent
            {route: {target: {provider: p, model: m, params: {model: x}}}}           | route.target.params.model
            {route: {target: {provider: p, model: m, params: {max_tokens: -1}}}}     | route.target.params.max_tokens
            {route: {target: {provider: p, model: m, params: {max_tokens: null}}}}   | route.target.params.max_tokens
            {route: {target: {provider: p, model: m, timeout_ms: 1, timeouts: {total_ms: 1}}}} | route.target.timeout_ms
            {route: {target: {provider: p, model: m, timeouts: {idle_ms: 0}}}}       | route.target.timeouts.idle_ms
            {route: {target: {provider: p, model: m}}, format: 2}                    | format
            {route: {target: {provider: p, model: m}}, targets: []}                  | targets
            {route: {target: {provider: p, model: m}}, cache: {}}                    | cache.ttl_seconds
            {route: {target: {provider: p, model: m}}, cache: {ttl_seconds: 1, semantic: {threshold: 0.1}}} | cache.semantic.threshold
            """)
    void namesThePlaceThatIsWrong(String document, String place) {
        Problem problem = problem(document);

        assertThat(problem.errors()).extracting("field").containsExactly(place);
        assertThat(problem.errors())
                .allSatisfy(error -> assertThat(error.detail()).isNotBlank());
    }

    @Test
    void namesEverythingThatIsWrong() {
        Problem problem = problem("""
                {route: {fallback: {children: [{weighted: {children: [{target: {provider: p, model: m}}]}}, {target: {model: 3}}, {loop: {}}]}}, cache: {ttl_seconds: 0}, note: x}
                """);

        assertThat(problem.errors())
                .extracting("field")
                .containsExactlyInAnyOrder(
                        "route.fallback.children[0].weighted.children[0].weight",
                        "route.fallback.children[1].target.provider",
                        "route.fallback.children[1].target.model",
                        "route.fallback.children[2].loop",
                        "cache.ttl_seconds",
                        "note");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"route": 1, "route": 2}  | false | Duplicate
            {"route"                  | false | line 1, column
            [1]                       | false | one object
            {} {}                     | false | no JSON
            {"weight": NaN}           | false | no JSON
            'a: 1\nb: [1'             | true  | line
            {weight: .nan}            | true  | no YAML
            """)
    void saysWhereATextIsNoDocument(String text, boolean yaml, String why) {
        Problem problem = catchThrowableOfType(Problem.class, () -> DocumentText.read(bytes(text), yaml));

        assertThat(problem.type().name()).isEqualTo("ROUTE_INVALID");
        assertThat(problem.detail()).contains(why);
    }

    @Test
    void aliasesDoNotMakeADocumentGrow() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> DocumentText.read(bytes(bomb.toString()), true).parse());

        assertThat(problem.type().name()).isEqualTo("ROUTE_INVALID");
    }

    @Test
    void isBoundedInSizeDepthAndNodes() {
        String leaf = "{target: {provider: p, model: m}}";
        String deep = "{fallback: {children: [".repeat(8) + leaf + "]}}".repeat(8);
        assertThat(problem("{route: " + deep + "}").errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).contains("deeper than 8"));

        String twenty = "{fallback: {children: [%s]}}"
                .formatted(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> "{target: {provider: p, model: m%d}}".formatted(i))
                        .collect(Collectors.joining(", ")));
        assertThat(problem("{route: {fallback: {children: [%s, %s, %s, %s]}}}"
                                .formatted(twenty, twenty, twenty, twenty))
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).contains("at most 64"));

        assertThat(catchThrowableOfType(Problem.class, () -> DocumentText.read(new byte[(64 << 10) + 1], false))
                        .detail())
                .contains("at most 65536 bytes");
    }

    private static Problem problem(String yaml) {
        return catchThrowableOfType(Problem.class, () -> yaml(yaml));
    }

    private static RouteDocument yaml(String text) {
        return DocumentText.read(bytes(text), true).parse();
    }

    private static RouteDocument json(String text) {
        return DocumentText.read(bytes(text), false).parse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
