package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.placeholders.StandIn;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.FailMode;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Response;

class OverlapsTest {
    private static final List<CompiledRail> RAILS = List.of(
            rail(0, Action.FLAG, false),
            rail(1, Action.FLAG, true),
            rail(2, Action.FLAG, true),
            rail(3, Action.BLOCK, false));

    @Test
    void choosesAsIfEachWereHeldAgainstAllThatArePreferred() {
        Random random = new Random(17);
        for (int round = 0; round < 20_000; round++) {
            List<Span> spans = new ArrayList<>();
            int length = 5 + random.nextInt(60);
            for (int count = random.nextInt(12); count > 0; count--) {
                int start = random.nextInt(length);
                int end = start + 1 + random.nextInt(1 + random.nextInt(12));
                spans.add(
                        random.nextInt(9) == 0
                                ? new Span.Literal(new StandIn(start, end, true))
                                : found(random, start, end));
            }

            assertThat(Overlaps.settle(spans).stream().filter(Span.Found.class::isInstance))
                    .as("%s", spans)
                    .containsExactlyInAnyOrderElementsOf(held(spans));
        }
    }

    @Test
    void tellsWhatStaysInTheOrderOfTheText() {
        Random random = new Random(18);
        List<Span> spans = new ArrayList<>();
        for (int count = 0; count < 500; count++) {
            int start = random.nextInt(2_000);
            spans.add(found(random, start, start + 1 + random.nextInt(9)));
        }

        assertThat(Overlaps.settle(spans)).isSortedAccordingTo(Comparator.comparingInt(Span::start));
    }

    @Test
    void leavesOneOfThoseThatAnEmptyTextHas() {
        Span.Found one = new Span.Found(RAILS.get(0), Match.of("A", "x", 0, 0, 1, ""));
        Span.Found other = new Span.Found(RAILS.get(0), Match.of("B", "x", 0, 0, 1, ""));

        assertThat(Overlaps.settle(List.of(other, one))).containsExactly(one);
    }

    /** What stays, one held against each. */
    private static List<Span.Found> held(List<Span> spans) {
        List<Span.Found> sorted = spans.stream()
                .filter(Span.Found.class::isInstance)
                .map(Span.Found.class::cast)
                .filter(span -> spans.stream().noneMatch(other -> covers(other, span)))
                .sorted(Comparator.<Span.Found, Action>comparing(Span.Found::action, Comparator.reverseOrder())
                        .thenComparing(span -> -span.match().length())
                        .thenComparing(Span::start)
                        .thenComparing(span -> !span.match().proven())
                        .thenComparing(span -> span.match().entity())
                        .thenComparing(span -> span.rail().order()))
                .toList();
        List<Span.Found> held = new ArrayList<>();
        for (Span.Found span : sorted) {
            if (held.stream().noneMatch(other -> isInTheWay(other, span))) {
                held.add(span);
            }
        }
        return held;
    }

    private static boolean covers(Span other, Span.Found span) {
        return switch (other) {
            case Span.Literal literal -> literal.contains(span);
            case Span.Found found ->
                found.match().proven()
                        && found.rail().findsValues()
                        && span.rail().findsValues()
                        && !span.match().proven()
                        && found.contains(span);
        };
    }

    private static boolean isInTheWay(Span.Found other, Span.Found span) {
        if (other.action() == Action.BLOCK) {
            return span.action() == Action.BLOCK ? other.overlaps(span) : other.contains(span);
        }
        boolean rivals = other.rail().equals(span.rail())
                || other.rail().findsValues() && span.rail().findsValues();
        return rivals && other.overlaps(span);
    }

    private static Span.Found found(Random random, int start, int end) {
        String entity = random.nextBoolean() ? "A" : "B";
        boolean proven = random.nextInt(3) == 0;
        Match match = new Match(entity, "x", start, end, 0.5, proven, "", List.of());
        return new Span.Found(RAILS.get(random.nextInt(RAILS.size())), match);
    }

    private static CompiledRail rail(int order, Action action, boolean findsValues) {
        LocalDetector detector = scene -> (text, from, found) -> text.end();
        return new CompiledRail(
                Rail.of("rail" + order, "detector", Set.of(Direction.INPUT), action),
                order,
                detector,
                "1",
                Stage.DETERMINISTIC,
                false,
                false,
                findsValues,
                new Response.Plain(action),
                FailMode.OPEN);
    }
}
