package org.llmops.guardrail.matching;

import java.util.List;

/**
 * A pattern to look for.
 *
 * @param regex in the syntax of RE2
 * @param near words of which one comes shortly before a match; they count where the pattern itself does not say how its
 *     matches begin. Empty: matches may be anywhere
 * @param maxLength so many code points from its start on are looked at for a match; where they end, the text counts as ended
 * @param group which group is the value; 0 for all of the match, {@link #FIRST_GROUP} for the first that took part
 */
public record PatternRule(String id, String regex, List<String> near, int maxLength, int group) {
    public static final int FIRST_GROUP = -1;
    public static final int DEFAULT_LENGTH = 512;
    public static final int MAX_LENGTH = 4096;

    public PatternRule {
        near = List.copyOf(near);
        if (maxLength < 1 || maxLength > MAX_LENGTH) {
            throw new IllegalArgumentException("A match has 1 to " + MAX_LENGTH + " code points");
        }
    }

    /** A pattern whose matches may be anywhere, of which all counts. */
    public static PatternRule of(String id, String regex) {
        return new PatternRule(id, regex, List.of(), DEFAULT_LENGTH, 0);
    }
}
