package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.TokenDetector;

/**
 * Payment card numbers (ISO/IEC 7812): 13 to 19 digits of a known issuer with a valid Luhn check digit, in one block, in
 * groups of three or more digits set apart by one kind of separator, or with every digit set apart.
 */
final class PaymentCardDetector extends TokenDetector {
    private static final int MAX_DIGITS = 19;
    private static final int MIN_DIGITS = 13;
    private static final int MIN_GROUP = 3;

    @Override
    protected long starts(Outline outline, int block) {
        return outline.of(Kind.DIGIT, block) & ~outline.before(Kind.PART, block, 1);
    }

    /** Where enough digits follow soon. */
    @Override
    protected long hopeful(GrowingText text, Outline outline, int block, long starts) {
        return outline.rows(starts, block, MIN_DIGITS, 2);
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        int before = text.at(start - 1);
        boolean fractionOfDecimal = before == '.' && CodePoint.digit(text.at(start - 2)) >= 0;
        if (CodePoint.isWord(before) || fractionOfDecimal) {
            return start + 1;
        }
        int[] digits = new int[MAX_DIGITS];
        int count = 0;
        int position = start;
        int separator = GrowingText.EDGE;
        int smallestGroupBefore = MAX_DIGITS;
        int largestGroup = 0;
        int firstGroupEnd = 0;
        int bestEnd = 0;
        while (true) {
            int groupStart = position;
            for (int value = CodePoint.digit(text.at(position));
                    value >= 0 && count < MAX_DIGITS;
                    value = CodePoint.digit(text.at(position))) {
                digits[count++] = value;
                position++;
            }
            firstGroupEnd = firstGroupEnd == 0 ? position : firstGroupEnd;
            int next = text.at(position);
            if (next == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (CodePoint.isWord(next)) {
                break;
            }
            largestGroup = Math.max(largestGroup, position - groupStart);
            if ((smallestGroupBefore >= MIN_GROUP || largestGroup == 1) && isCard(digits, count)) {
                bestEnd = position;
            }
            smallestGroupBefore = Math.min(smallestGroupBefore, position - groupStart);
            if (count == MAX_DIGITS || !isSeparator(next) || separator != GrowingText.EDGE && next != separator) {
                break;
            }
            int afterSeparator = text.at(position + 1);
            if (afterSeparator == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (CodePoint.digit(afterSeparator) < 0) {
                break;
            }
            separator = next;
            position++;
        }
        if (bestEnd == 0) {
            return firstGroupEnd;
        }
        found.accept(Match.proven(
                "PAYMENT_CARD", "payment-card", start, bestEnd, "Issuer range and Luhn check digit are valid"));
        return bestEnd;
    }

    private static boolean isCard(int[] digits, int count) {
        return count >= MIN_DIGITS && CardIssuer.knows(digits, count) && passesLuhn(digits, count);
    }

    /** ISO/IEC 7812-1 annex B: from the right, every second digit counts double, as the sum of its digits. */
    private static boolean passesLuhn(int[] digits, int count) {
        int sum = 0;
        for (int index = 0; index < count; index++) {
            int digit = digits[count - 1 - index];
            int doubled = digit * 2;
            sum += index % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static boolean isSeparator(int codePoint) {
        return switch (codePoint) {
            case ' ', '-', '.', '\u00A0', '\u2007', '\u202F', '\u2010', '\u2011', '\u2012', '\u2013' -> true;
            default -> false;
        };
    }
}
