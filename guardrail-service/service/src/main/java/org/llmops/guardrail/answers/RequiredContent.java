package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Pairs;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.matching.Phrases;
import org.llmops.guardrail.matching.WholeTextPattern;
import org.llmops.guardrail.normalising.Normaliser;

/** The detector of answers that leave out what must be said. */
@Singleton
public final class RequiredContent implements DetectorType {
    @Override
    public String name() {
        return "required_content";
    }

    @Override
    public String description() {
        return "Reports a whole answer that lacks a phrase or pattern it must have, such as a disclaimer; exact but for case and "
                + "disguise. A stream is held until its end, and an empty answer is reported.";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "phrases",
                "What must be said, whatever its case",
                "patterns",
                "The same as regular expressions of RE2; one of both is needed",
                "needs",
                "all, or any: one of them is enough");
    }

    @Override
    public Detector compile(Parameters parameters) {
        Wanted wanted = Wanted.of(parameters);
        boolean any = parameters
                .choice("needs", List.of("all", "any"), Function.identity(), "all")
                .equals("any");
        return new Requirement(wanted.searches(), wanted.patterns(), wanted.each(), any);
    }

    /**
     * What must be said.
     *
     * @param words of each, as {@link Wanted#each} has them
     * @param any whether one of them is enough
     */
    private record Requirement(
            List<Phrases> phrases, List<WholeTextPattern> patterns, List<Pairs.Wanted> words, boolean any)
            implements LocalDetector {
        @Override
        public Scanner open(Scene scene) {
            return new Reading(this);
        }

        boolean isIn(String answer, int index) {
            if (index >= phrases.size()) {
                return patterns.get(index - phrases.size()).isIn(answer);
            }
            boolean[] seen = {false};
            phrases.get(index).find(answer, (phrase, start, end) -> seen[0] = true);
            return seen[0];
        }
    }

    /** Looks at an answer when it is over, and while it comes only for where a word of what is required may be. */
    private static final class Reading implements Scanner {
        private final Requirement required;
        private final boolean[] mayBeIn;
        private int looked;

        Reading(Requirement required) {
            this.required = required;
            this.mayBeIn = new boolean[required.words().size()];
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            if (text.isComplete() || text.end() - looked >= Pairs.WORTH) {
                look(text);
            }
            if (!text.isComplete()) {
                return from;
            }
            if (from == 0) {
                judge(text, found);
            }
            return text.end();
        }

        private void look(GrowingText text) {
            int from = Math.max(0, looked - Pairs.BLOCK);
            Pairs pairs = Pairs.of(text, from, text.end());
            for (int index = 0; index < mayBeIn.length; index++) {
                mayBeIn[index] |= pairs.mayHold(required.words().get(index), from, text.end());
            }
            looked = text.end();
        }

        private void judge(GrowingText text, Consumer<Match> found) {
            int count = mayBeIn.length;
            boolean asWritten = Normaliser.isPlain(text.codePoints(0, text.end()), text.end());
            boolean nothing = asWritten && IntStream.range(0, count).noneMatch(index -> mayBeIn[index]);
            String answer =
                    nothing ? "" : Normaliser.of(text.substring(0, text.end())).text();
            List<Integer> missing = IntStream.range(0, count)
                    .filter(index -> asWritten && !mayBeIn[index] || !required.isIn(answer, index))
                    .mapToObj(index -> index + 1)
                    .toList();
            if (required.any() ? missing.size() < count || count == 0 : missing.isEmpty()) {
                return;
            }
            String reason = required.any()
                    ? "Has none of the " + count + " phrases and patterns of which one is required"
                    : "Lacks required content: number "
                            + missing.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + " of the rail's phrases and patterns";
            found.accept(Match.of("REQUIRED_CONTENT_MISSING", "required-content", 0, text.end(), 1, reason));
        }
    }
}
