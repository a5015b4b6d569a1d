package org.llmops.guardrail.matching;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** A pattern whose matches are looked for in texts that are all there, whatever their case and length. */
public final class WholeTextPattern {
    private final Pattern pattern;
    private final Walk walk;

    /** @throws PatternMalformed where {@link Patterns#check} does */
    public WholeTextPattern(String regex) throws PatternMalformed {
        Patterns.check(PatternRule.of("pattern", regex));
        this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        this.walk = new Walk(Regex.parse("(?i:" + regex + ")"));
    }

    public boolean isIn(String text) {
        return walk.mayMatchIn(text) && pattern.matcher(text).find();
    }

    /** Tells every match that is not empty; positions are those of {@code char}s. */
    public void find(String text, Found found) {
        if (!walk.mayMatchIn(text)) {
            return;
        }
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                found.accept(matcher.start(), matcher.end());
            }
        }
    }

    /** Takes what was found. */
    @FunctionalInterface
    public interface Found {
        void accept(int start, int end);
    }
}
