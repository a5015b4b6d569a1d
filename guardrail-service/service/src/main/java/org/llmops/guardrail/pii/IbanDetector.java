package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.TokenDetector;

/**
 * Bank account numbers (ISO 13616): country, its exact length and valid check digits, in one block or in groups set apart
 * by single spaces or dashes.
 */
final class IbanDetector extends TokenDetector {
    private static final int HEAD = 4;

    @Override
    protected long starts(Outline outline, int block) {
        return outline.of(Kind.PART, block) & ~outline.before(Kind.PART, block, 1);
    }

    /** Two letters and two digits. */
    @Override
    protected long hopeful(GrowingText text, Outline outline, int block, long starts) {
        return starts
                & outline.behind(Kind.DIGIT, block, 2)
                & outline.behind(Kind.DIGIT, block, 3)
                & outline.behind(Kind.PART, block, 1)
                & ~outline.behind(Kind.DIGIT, block, 1)
                & ~outline.of(Kind.DIGIT, block);
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        if (!CodePoint.isAsciiLetter(text.at(start)) || CodePoint.isWord(text.at(start - 1))) {
            return start + 1;
        }
        for (int offset = 1; offset < HEAD; offset++) {
            int codePoint = text.at(start + offset);
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            boolean fits = offset == 1 ? CodePoint.isAsciiLetter(codePoint) : CodePoint.isAsciiDigit(codePoint);
            if (!fits) {
                return start + 1;
            }
        }
        int length = IbanCountries.lengthOf(text.at(start), text.at(start + 1));
        return length == 0 ? start + HEAD : inspectAccount(text, start, length, found);
    }

    private static int inspectAccount(GrowingText text, int start, int length, Consumer<Match> found) {
        int position = start + HEAD;
        int remainder = 0;
        boolean unusualGroups = false;
        boolean lowerCase = false;
        for (int count = HEAD; count < length; count++) {
            int codePoint = text.at(position);
            if (isSeparator(codePoint)) {
                unusualGroups |= count % 4 != 0;
                codePoint = text.at(++position);
            }
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (!CodePoint.isAsciiAlphanumeric(codePoint)) {
                return start + HEAD;
            }
            lowerCase |= codePoint >= 'a';
            remainder = append(remainder, codePoint);
            position++;
        }
        int next = text.at(position);
        if (next == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        for (int offset = 0; offset < HEAD; offset++) {
            remainder = append(remainder, text.at(start + offset));
        }
        // Lower-case words in groups of any length are prose, of which one in 97 would pass.
        if (CodePoint.isWord(next) || remainder != 1 || unusualGroups && lowerCase) {
            return start + HEAD;
        }
        found.accept(Match.proven("IBAN", "iban", start, position, "Country, length and check digits are valid"));
        return position;
    }

    /** ISO 7064 MOD 97-10 over the account followed by country and check digits, letters counting from A = 10. */
    private static int append(int remainder, int codePoint) {
        if (CodePoint.isAsciiDigit(codePoint)) {
            return (remainder * 10 + codePoint - '0') % 97;
        }
        return (remainder * 100 + (codePoint | 0x20) - 'a' + 10) % 97;
    }

    private static boolean isSeparator(int codePoint) {
        return switch (codePoint) {
            case ' ', '-', '\u00A0', '\u202F', '\u2011' -> true;
            default -> false;
        };
    }
}
