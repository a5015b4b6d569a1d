package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Groups of digits that may be a phone number by how they are written, whether or not a country issues such numbers.
 *
 * @param start where it begins, a plus or parenthesis included
 * @param end behind its last digit
 * @param groups the lengths of its groups of digits
 * @param digits all of them, as ASCII
 */
record WrittenNumber(int start, int end, List<Integer> groups, String digits) {
    private static final int MIN_DIGITS = 7;

    /** ITU-T E.164: the longest number with its country code. */
    private static final int MAX_DIGITS = 15;

    /** What stands between two numbers rather than inside one: {@code " / "}. */
    private static final int WIDE_GAP = 3;

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2099;

    WrittenNumber {
        groups = List.copyOf(groups);
    }

    /** The number that starts here; null where what is written is a date, an amount, a code, or too long or short. */
    static @Nullable WrittenNumber read(GrowingText text, int start, int runEnd) {
        List<Integer> groups = new ArrayList<>();
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        int end = start;
        int group = 0;
        for (int position = start; position < runEnd; position++) {
            int digit = CodePoint.digit(text.at(position));
            if (digit < 0) {
                continue;
            }
            boolean opens = group > 0 && position > end;
            if (opens && position - end >= WIDE_GAP && digits.length() >= MIN_DIGITS) {
                break;
            }
            if (digits.length() == MAX_DIGITS) {
                return null;
            }
            if (opens) {
                groups.add(group);
                group = 0;
            }
            group++;
            digits.append((char) ('0' + digit));
            end = position + 1;
        }
        groups.add(group);
        WrittenNumber number = new WrittenNumber(start, end, groups, digits.toString());
        boolean fits = digits.length() >= MIN_DIGITS && digits.length() <= MAX_DIGITS;
        return fits && !number.isDate() && !number.isPartOfLonger(text) ? number : null;
    }

    /** Whether it is grouped, or begins as only numbers to be dialled do. */
    boolean looksDialled(GrowingText text) {
        return groups.size() > 1 || digits.startsWith("0") || isInternational(text);
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
        boolean thousands = groups.getFirst() <= 3 && groups.stream().skip(1).allMatch(length -> length == 3);
        return dots && (groups.size() == 2 || thousands);
    }

    private boolean isDate() {
        boolean compact = groups.size() == 1 && digits.length() == 8;
        boolean yearFirst = compact || startsWith(4, 2, 2);
        boolean yearLast = compact || startsWith(2, 2, 4) || startsWith(1, 2, 4) || startsWith(2, 1, 4);
        int beforeYear = compact ? 4 : groups.get(0) + (groups.size() > 1 ? groups.get(1) : 0);
        return yearFirst && isYear(0) && isMonthOrDay(4) && isMonthOrDay(6)
                || yearLast && isYear(beforeYear) && isMonthOrDay(0)
                || startsWith(4, 4) && groups.size() == 2 && isYear(0) && isYear(4);
    }

    private boolean startsWith(int... lengths) {
        if (groups.size() < lengths.length) {
            return false;
        }
        for (int index = 0; index < lengths.length; index++) {
            if (groups.get(index) != lengths[index]) {
                return false;
            }
        }
        return true;
    }

    private boolean isYear(int from) {
        if (from + 4 > digits.length()) {
            return false;
        }
        int year = Integer.parseInt(digits, from, from + 4, 10);
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private boolean isMonthOrDay(int from) {
        int value = Integer.parseInt(digits, from, from + 2, 10);
        return value >= 1 && value <= 31;
    }

    private static boolean isCurrency(int codePoint) {
        return codePoint >= 0 && Character.getType(codePoint) == Character.CURRENCY_SYMBOL;
    }
}
