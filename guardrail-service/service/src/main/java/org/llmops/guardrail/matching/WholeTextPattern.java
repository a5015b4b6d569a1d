package org.llmops.guardrail.matching;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Set;

/** A pattern whose matches are looked for in texts that are all there, whatever their case and length. */
public final class WholeTextPattern {
    private final Pattern pattern;
    private final Walk walk;
    private final Regex regex;
    private final Set<String> words;

    /** @throws PatternMalformed where {@link Patterns#check} does */
    public WholeTextPattern(String regex) throws PatternMalformed {
        Patterns.check(PatternRule.of("pattern", regex));
        this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        this.regex = Regex.parse("(?i:" + regex + ")");
        this.walk = new Walk(this.regex);
        Set<String> led = Leads.of(this.regex).words();
        this.words = led.isEmpty() ? Set.of("") : led;
    }

    /** Words of which one is in every match; if nothing is known of it, the word without letters, which is in every text. */
    public Set<String> words() {
        return words;
    }

    public boolean isIn(String text) {
        int end = walk.firstEnd(text);
        return end != CompiledPattern.NOWHERE && pattern.matcher(text).find(start(text, end));
    }

    /** No match begins before this place, if none ends before the other. */
    private int start(String text, int end) {
        if (regex.minLength() == 0) {
            return 0;
        }
        int start = (int) Math.max(0, end - 2L * regex.maxLength());
        return start > 0 && Character.isLowSurrogate(text.charAt(start)) ? start - 1 : start;
    }

    /** Tells every match that is not empty; positions are those of {@code char}s. */
    public void find(String text, Found found) {
        int end = walk.firstEnd(text);
        if (end == CompiledPattern.NOWHERE) {
            return;
        }
        Matcher matcher = pattern.matcher(text);
        for (boolean is = matcher.find(start(text, end)); is; is = matcher.find()) {
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
