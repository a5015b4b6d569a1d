package org.llmops.guardrail.rules;

import java.util.List;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternSearch;
import org.llmops.guardrail.matching.Patterns;

/** Looks for patterns that are known to be good. */
final class RegexDetector implements LocalDetector {
    private final List<CustomPattern> custom;
    private final Patterns patterns;

    RegexDetector(List<CustomPattern> custom) {
        this.custom = List.copyOf(custom);
        try {
            this.patterns = Patterns.of(custom.stream().map(CustomPattern::rule).toList());
        } catch (PatternMalformed malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @Override
    public Scanner open(Scene scene) {
        PatternSearch search = patterns.search();
        return (text, from, found) -> search.scan(text, match -> {
            CustomPattern pattern = custom.get(match.rule());
            found.accept(Match.of(
                    pattern.entity(),
                    pattern.rule().id(),
                    match.valueStart(),
                    match.valueEnd(),
                    pattern.score(),
                    "Matches the pattern of this name"));
        });
    }
}
