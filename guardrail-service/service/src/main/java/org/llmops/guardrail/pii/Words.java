package org.llmops.guardrail.pii;

import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** Words as names and addresses consist of: letters with apostrophes and hyphens inside. */
final class Words {
    static final int UNDECIDED = -1;

    /** Longer words are no names. */
    static final int MAX_LENGTH = 40;

    private Words() {}

    static boolean isLetter(int codePoint) {
        return CodePoint.isAlphanumeric(codePoint) && CodePoint.digit(codePoint) < 0;
    }

    static boolean isCapital(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 'A' && codePoint <= 'Z';
        }
        return Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }

    /** One past the word that starts here; {@link #UNDECIDED} when more text may tell; the start itself when there is none. */
    static int end(GrowingText text, int start) {
        int end = start;
        while (end - start <= MAX_LENGTH) {
            int codePoint = text.at(end);
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            boolean joins = end > start && (codePoint == '\'' || codePoint == '’' || codePoint == '-');
            if (joins) {
                int next = text.at(end + 1);
                if (next == GrowingText.UNKNOWN) {
                    return UNDECIDED;
                }
                if (!isLetter(next) || isPossessive(text, end)) {
                    return end;
                }
            } else if (!isLetter(codePoint)) {
                return end;
            }
            end++;
        }
        return end;
    }

    /** An apostrophe, an s, and no more letter; what stands behind the s is known or of no import. */
    private static boolean isPossessive(GrowingText text, int apostrophe) {
        return text.at(apostrophe) != '-'
                && (text.at(apostrophe + 1) | 0x20) == 's'
                && !isLetter(text.at(apostrophe + 2))
                && text.at(apostrophe + 2) != GrowingText.UNKNOWN;
    }
}
