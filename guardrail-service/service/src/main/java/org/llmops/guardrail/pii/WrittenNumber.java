package org.llmops.guardrail.pii;

import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** Groups of digits that may be a phone number by how they are written, whether or not a country issues such numbers. */
final class WrittenNumber {
    private static final int MIN_DIGITS = 7;

    /** ITU-T E.164: the longest number with its country code. */
    private static final int MAX_DIGITS = 15;

    /** What stands between two numbers rather than inside one: {@code " / "}. */
    private static final int WIDE_GAP = 3;

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2099;

    /** Where it begins, a plus or parenthesis included. */
    private final int start;

    /** Behind its last digit. */
    private int end;

    private final int[] digits = new int[MAX_DIGITS];
    private int length;

    /** How long its groups of digits are. */
    private final int[] groups = new int[MAX_DIGITS];

    private int groupCount;

    private WrittenNumber(int start) {
        this.start = start;
        this.end = start;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The number that starts here; null where what is written is a date, an amount, a code, or too long or short. */
    static @Nullable WrittenNumber read(GrowingText text, int start, int runEnd) {
        WrittenNumber number = new WrittenNumber(start);
        return number.readTo(text, runEnd)
                        && number.length >= MIN_DIGITS
                        && !number.isDate()
                        && !number.isPartOfLonger(text)
                ? number
                : null;
    }

    /** False where it is too long. */
    private boolean readTo(GrowingText text, int runEnd) {
        for (int position = start; position < runEnd; position++) {
            int digit = CodePoint.digit(text.at(position));
            if (digit < 0) {
                continue;
            }
            boolean opens = length == 0 || position > end;
            if (opens && position - end >= WIDE_GAP && length >= MIN_DIGITS) {
                break;
            }
            if (length == MAX_DIGITS) {
                return false;
            }
            groupCount += opens ? 1 : 0;
            groups[groupCount - 1]++;
            digits[length++] = digit;
            end = position + 1;
        }
        return true;
    }

    /** Whether it is grouped, or begins as only numbers to be dialled do. */
    boolean looksDialled(GrowingText text) {
        return groupCount > 1 || digits[0] == 0 || isInternational(text);
    }

    boolean isInternational(GrowingText text) {
        return text.at(start) == '+' || text.at(start) == '\uFF0B';
    }

    private boolean isPartOfLonger(GrowingText text) {
        int before = text.at(start - 1);
        int next = text.at(end);
        int afterNext = text.at(end + 1);
        boolean joinedBefore = CodePoint.isWord(before)
                || before == '#'
                || before == '@'
                || before == '.' && CodePoint.isWord(text.at(start - 2))
                || (before == '-' || before == '/' || before == '=') && CodePoint.isWord(text.at(start - 2));
        boolean joinedBehind = CodePoint.isWord(next) && !CodePoint.isUnspaced(next) && next != 'x'
                || next == '@'
                || next == '%'
                || (next == ':' || next == ',' || next == '.') && CodePoint.digit(afterNext) >= 0
                || next == '-' && CodePoint.digit(afterNext) >= 0;
        return joinedBefore || joinedBehind || isCurrency(before) || isCurrency(next) || isDecimal(text);
    }

    /** {@code 1234567.89}, and {@code 1.234.567} with its groups of thousands. */
    private boolean isDecimal(GrowingText text) {
        boolean dots = false;
        for (int position = start; position < end; position++) {
            int codePoint = text.at(position);
            if (CodePoint.digit(codePoint) < 0 && codePoint != '.') {
                return false;
            }
            dots |= codePoint == '.';
        }
        boolean thousands = groups[0] <= 3;
        for (int group = 1; group < groupCount; group++) {
            thousands &= groups[group] == 3;
        }
        return dots && (groupCount == 2 || thousands);
    }

    private boolean isDate() {
        boolean compact = groupCount == 1 && length == 8;
        boolean yearFirst = compact || startsWith(4, 2, 2);
        boolean yearLast = compact || startsWith(2, 2, 4) || startsWith(1, 2, 4) || startsWith(2, 1, 4);
        int beforeYear = compact ? 4 : groups[0] + groups[1];
        return yearFirst && isYear(0) && isMonthOrDay(4) && isMonthOrDay(6)
                || yearLast && isYear(beforeYear) && isMonthOrDay(0)
                || startsWith(4, 4) && groupCount == 2 && isYear(0) && isYear(4);
    }

    private boolean startsWith(int... lengths) {
        for (int index = 0; index < lengths.length; index++) {
            if (groups[index] != lengths[index]) {
                return false;
            }
        }
        return true;
    }

    private boolean isYear(int from) {
        int year = from + 4 > length ? 0 : number(from, 4);
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private boolean isMonthOrDay(int from) {
        int value = number(from, 2);
        return value >= 1 && value <= 31;
    }

    private int number(int from, int count) {
        int number = 0;
        for (int index = from; index < from + count; index++) {
            number = 10 * number + digits[index];
        }
        return number;
    }

    private static boolean isCurrency(int codePoint) {
        return codePoint >= 0 && Character.getType(codePoint) == Character.CURRENCY_SYMBOL;
    }
}
