package org.llmops.guardrail.answers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.guardrail.detecting.Pairs;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.Phrases;
import org.llmops.guardrail.matching.WholeTextPattern;

/** The phrases and patterns that a rail names for what must, or must not, be said. */
record Wanted(List<String> phrases, List<WholeTextPattern> patterns) {
    private static final int MAX = 200;
    private static final int MAX_PATTERN = 500;

    Wanted {
        phrases = List.copyOf(phrases);
        patterns = List.copyOf(patterns);
    }

    static Wanted of(Parameters parameters) {
        List<String> phrases = parameters.texts("phrases", List.of());
        List<String> patterns = parameters.texts("patterns", List.of());
        if (phrases.size() > MAX || !phrases.stream().allMatch(Phrases::fits)) {
            phrases = parameters.fault(
                    "phrases", "At most " + MAX + " phrases of 1 to " + Phrases.MAX_LENGTH + " characters", List.of());
        }
        if (patterns.size() > MAX) {
            patterns = parameters.fault("patterns", "At most " + MAX + " patterns", List.of());
        }
        List<WholeTextPattern> sound = new ArrayList<>();
        for (int index = 0; index < patterns.size(); index++) {
            try {
                if (patterns.get(index).length() > MAX_PATTERN) {
                    parameters.fault("patterns[" + index + "]", "At most " + MAX_PATTERN + " characters", "");
                    continue;
                }
                sound.add(new WholeTextPattern(patterns.get(index)));
            } catch (PatternMalformed malformed) {
                parameters.fault("patterns[" + index + "]", String.valueOf(malformed.getMessage()), "");
            }
        }
        if (phrases.isEmpty() && sound.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("phrases", "At least one phrase or pattern", "");
        }
        return new Wanted(phrases, sound);
    }

    int size() {
        return phrases.size() + patterns.size();
    }

    /** The phrases, each on its own: they may overlap. */
    List<Phrases> searches() {
        return phrases.stream()
                .map(phrase -> Phrases.wholeWords(List.of(phrase)))
                .toList();
    }

    /** Words of which a text has one if it has something that is wanted as it is written. */
    Pairs.Wanted words() {
        return Pairs.Wanted.of(ofEach().flatMap(Collection::stream).toList());
    }

    /** The same of each phrase and pattern. */
    List<Pairs.Wanted> each() {
        return ofEach().map(Pairs.Wanted::of).toList();
    }

    private Stream<Collection<String>> ofEach() {
        return Stream.concat(
                searches().stream().map(Phrases::words), patterns.stream().map(WholeTextPattern::words));
    }
}
