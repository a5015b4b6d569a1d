package org.llmops.guardrail.secrets;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.matching.PatternMatch;
import org.llmops.guardrail.matching.PatternSearch;
import org.llmops.guardrail.matching.Patterns;

/** Looks through one text by the rules. */
final class SecretScanner implements Scanner {
    /** So much of the name that a value is given may stand before the word that a rule knows. */
    private static final int MAX_NAME = 50;

    private final List<SecretRule> rules;
    private final PatternSearch search;

    SecretScanner(List<SecretRule> rules, Patterns patterns) {
        this.rules = rules;
        this.search = patterns.search();
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        return search.scan(text, match -> judge(text, match, found));
    }

    @Override
    public int lookBehind() {
        return MAX_NAME + 2;
    }

    private void judge(GrowingText text, PatternMatch match, Consumer<Match> found) {
        SecretRule rule = rules.get(match.rule());
        if (rule.holds(match, nameBefore(text, match.start()))) {
            found.accept(Match.of(
                    rule.entity(),
                    rule.id(),
                    match.valueStart(),
                    match.valueEnd(),
                    rule.score(),
                    rule.entropy() > 0
                            ? "Has the form of such a secret and is random enough"
                            : "Has the form of such a secret"));
        }
    }

    private static String nameBefore(GrowingText text, int start) {
        int from = start;
        while (from > 0 && start - from < MAX_NAME && isName(text.at(from - 1))) {
            from--;
        }
        return text.substring(from, start);
    }

    private static boolean isName(int codePoint) {
        return CodePoint.isAsciiAlphanumeric(codePoint) || codePoint == '_' || codePoint == '.' || codePoint == '-';
    }
}
