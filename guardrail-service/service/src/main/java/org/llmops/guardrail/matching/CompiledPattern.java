package org.llmops.guardrail.matching;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Pairs;

/** One rule, taken apart; the parts that only some texts need are compiled when the first comes. */
final class CompiledPattern {
    static final int NOWHERE = -1;

    /** With it, the automaton of a pattern stays in the order of a megabyte. */
    private static final int MAX_SIZE = 10_000;

    /** What is needed is looked for around one place and those behind it in a stretch of so many windows. */
    private static final int TOGETHER = 8;

    private final PatternRule rule;
    private final int index;
    private final Regex regex;
    private final Leads.Lead lead;
    private final int window;

    /** Words of which one is in every match, where those of the lead are in most texts. */
    private final Pairs.@Nullable Wanted need;

    private volatile @Nullable Walk walk;
    private volatile @Nullable Pattern anywhere;
    private volatile @Nullable Pattern afterOne;
    private volatile @Nullable Pattern beginning;

    CompiledPattern(PatternRule rule, int index) throws PatternMalformed {
        this.rule = rule;
        this.index = index;
        this.regex = Regex.parse(rule.regex());
        if (regex.minLength() == 0) {
            throw new PatternMalformed("The pattern matches nothing at all as well; ask for one character at least");
        }
        if (regex.size() > MAX_SIZE) {
            throw new PatternMalformed("The pattern is too large once its repetitions are written out; repeat less");
        }
        if (regex.minLength() > rule.maxLength()) {
            throw new PatternMalformed("Matches have at least " + regex.minLength() + " characters, more than the "
                    + rule.maxLength() + " that are looked at");
        }
        this.lead = findLead();
        this.window = Math.min(rule.maxLength(), regex.maxLength());
        Set<String> seldom = lead.isSeldom() ? Set.of() : Leads.seldom(regex);
        this.need = seldom.isEmpty() ? null : Pairs.Wanted.of(seldom);
    }

    private Leads.Lead findLead() throws PatternMalformed {
        try {
            return Leads.of(regex);
        } catch (PatternSyntaxException refused) {
            throw refusal(refused);
        }
    }

    PatternRule rule() {
        return rule;
    }

    /** The words that say where to look. */
    Leads.Lead lead() {
        return lead;
    }

    /** A match has at most so many code points; with one more it is decided. */
    int window() {
        return window;
    }

    /** Words of which one is in every match, where those of the lead are in most texts; null if none are known. */
    Pairs.@Nullable Wanted need() {
        return need;
    }

    /** Compiles now what would else be compiled with the first text, so that what RE2 refuses is known; counts groups. */
    int check() throws PatternMalformed {
        try {
            beginning();
            anywhere();
            return Pattern.compile(rule.regex()).groupCount();
        } catch (PatternSyntaxException refused) {
            throw refusal(refused);
        }
    }

    private PatternMalformed refusal(PatternSyntaxException refused) {
        String part = String.valueOf(refused.getPattern());
        int at = rule.regex().indexOf(part);
        String reason = "RE2 says: " + refused.getDescription() + ", '" + part + "'";
        return at < 0
                ? new PatternMalformed(reason)
                : new PatternMalformed(reason, rule.regex().codePointCount(0, at) + 1);
    }

    /** Whether a match may begin at one of these known places, as far as the text is known; never denies one. */
    boolean mayStart(GrowingText text, int first, int last) {
        return walk().mayMatch(text, first, last, window());
    }

    /** Before this place no match ends that begins at {@code from} or later; {@link #NOWHERE} if none does before {@code to}. */
    int firstEnd(GrowingText text, int from, int to) {
        if (need == null || to - from < Pairs.WORTH) {
            return walk().firstEnd(text, from, to);
        }
        Pairs pairs = Pairs.of(text, from, to);
        int end = NOWHERE;
        int start = pairs.next(need, from, to);
        while (start < to && end == NOWHERE) {
            int first = (int) Math.max(from, (long) start - window);
            long last;
            do {
                int behind = pairs.nextWithout(need, start, to);
                last = (long) behind + window;
                start = pairs.next(need, behind, to);
                // What is near enough is gone through together, so that hardly anything is twice.
            } while (start < to && start - window <= last && last - first < (long) TOGETHER * window);
            end = walk().firstEnd(text, first, (int) Math.min(to, last));
        }
        return end;
    }

    /** The first place from {@code first} on, before {@code to}, where there is a match in the text that ends at {@code to}. */
    int find(GrowingText text, int first, int to) {
        return find(anywhere(), text, first, to);
    }

    /** The first place from {@code first} on where what is known is how a match begins; the known end, if there is none. */
    int firstOpen(GrowingText text, int first) {
        if (!walk().endsUnderway(text, first)) {
            return text.end();
        }
        int found = find(beginning(), text, first, text.end());
        return found == NOWHERE ? text.end() : found;
    }

    /** Whether all that is known from here on is how a match begins. */
    boolean isOpen(GrowingText text, int start) {
        return firstOpen(text, start) == start;
    }

    /** The match that begins here. One that would go on for longer than the window is cut at its end, if that still is one. */
    @Nullable
    PatternMatch at(GrowingText text, int start) {
        int limit = start + window();
        // One more than the window, since what follows decides whether a word or the text ends there.
        PatternMatch match = at(text, start, Math.min(text.end(), limit + 1));
        return match == null || match.end() <= limit ? match : at(text, start, limit);
    }

    private @Nullable PatternMatch at(GrowingText text, int start, int to) {
        int from = Math.max(0, start - 1);
        String window = text.substring(from, to);
        int begins = window.offsetByCodePoints(0, start - from);
        Matcher matcher = (start == 0 ? anywhere() : afterOne()).matcher(window);
        if (!matcher.lookingAt() || matcher.end() == begins) {
            return null;
        }
        int group = group(matcher);
        int valueStart = group == 0 ? begins : matcher.start(group);
        int valueEnd = matcher.end(group);
        return new PatternMatch(
                index,
                start,
                from + window.codePointCount(0, matcher.end()),
                from + window.codePointCount(0, valueStart),
                from + window.codePointCount(0, valueEnd),
                window.substring(begins, matcher.end()),
                window.substring(valueStart, valueEnd));
    }

    private int group(Matcher matcher) {
        if (rule.group() != PatternRule.FIRST_GROUP) {
            return isTaken(matcher, rule.group()) ? rule.group() : 0;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (isTaken(matcher, group)) {
                return group;
            }
        }
        return 0;
    }

    private static boolean isTaken(Matcher matcher, int group) {
        return group <= matcher.groupCount() && matcher.start(group) >= 0 && matcher.end(group) > matcher.start(group);
    }

    private static int find(Pattern pattern, GrowingText text, int first, int to) {
        if (first >= to) {
            return NOWHERE;
        }
        int from = Math.max(0, first - 1);
        String window = text.substring(from, to);
        Matcher matcher = pattern.matcher(window);
        return matcher.find(window.offsetByCodePoints(0, first - from))
                ? from + window.codePointCount(0, matcher.start())
                : NOWHERE;
    }

    private Walk walk() {
        Walk known = walk;
        if (known == null) {
            known = new Walk(regex);
            walk = known;
        }
        return known;
    }

    private Pattern anywhere() {
        Pattern compiled = anywhere;
        if (compiled == null) {
            compiled = Pattern.compile(rule.regex());
            anywhere = compiled;
        }
        return compiled;
    }

    /** With one character before, so that what asks for the surroundings of a match gets them. */
    private Pattern afterOne() {
        Pattern compiled = afterOne;
        if (compiled == null) {
            compiled = Pattern.compile("(?s:.)(?:" + rule.regex() + ")");
            afterOne = compiled;
        }
        return compiled;
    }

    private Pattern beginning() {
        Pattern compiled = beginning;
        if (compiled == null) {
            compiled = Pattern.compile("(?:" + Prefixes.of(regex) + ")\\z");
            beginning = compiled;
        }
        return compiled;
    }
}
