package org.llmops.guardrail.secrets;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.matching.PatternMatch;
import org.llmops.guardrail.matching.PatternRule;

/**
 * What one kind of credential looks like, and what looks like it but is none.
 *
 * @param entity what a find is called
 * @param entropy a value is random enough above so many bits per character; 0 where its form says it all
 * @param harmless values that are none
 * @param harmlessMatches surroundings in which a value is none: the name that it is given and all that matched
 * @param stopWords what no value contains, in lower case
 */
record SecretRule(
        PatternRule pattern,
        String entity,
        double score,
        double entropy,
        List<LazyPattern> harmless,
        List<LazyPattern> harmlessMatches,
        List<String> stopWords) {
    /** A value of digits only, or of one character over and over, is a number or a mask, whatever it is assigned to. */
    private static final double LEAST_ENTROPY = 1;

    SecretRule {
        harmless = List.copyOf(harmless);
        harmlessMatches = List.copyOf(harmlessMatches);
        stopWords = List.copyOf(stopWords);
    }

    String id() {
        return pattern.id();
    }

    /**
     * Whether this find counts.
     *
     * @param before what came right before the match without a gap
     */
    boolean holds(PatternMatch match, String before) {
        String value = match.value();
        if (Entropy.of(value) <= Math.max(LEAST_ENTROPY, entropy)) {
            return false;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return stopWords.stream().noneMatch(lower::contains)
                && harmless.stream().noneMatch(pattern -> pattern.occursIn(value))
                && (harmlessMatches.isEmpty()
                        || harmlessMatches.stream().noneMatch(pattern -> pattern.occursIn(before + match.text())));
    }

    /** A pattern that is compiled when it is first asked. */
    static final class LazyPattern {
        private final String regex;
        private volatile @Nullable Pattern compiled;

        LazyPattern(String regex) {
            this.regex = regex;
        }

        boolean occursIn(String text) {
            Pattern pattern = compiled;
            if (pattern == null) {
                pattern = Pattern.compile(regex);
                compiled = pattern;
            }
            return pattern.matcher(text).find();
        }
    }
}
