package org.llmops.guardrail.pii;

import java.util.Locale;
import org.apache.commons.validator.routines.DomainValidator;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** The part of an address behind the @: where it ends, given that prose goes on right behind it. */
final class EmailDomain {
    static final int UNDECIDED = -1;
    static final int NONE = 0;

    /** RFC 1035 section 2.3.4. */
    static final int MAX_LENGTH = 255;

    private static final int MAX_LABEL = 63;
    private static final int MAX_LITERAL = 48;

    private EmailDomain() {}

    /** One past the domain that starts here; {@link #NONE} when there is none; {@link #UNDECIDED} when more text may tell. */
    static int end(GrowingText text, int start) {
        return text.at(start) == '[' ? endOfLiteral(text, start) : endOfName(text, start);
    }

    /** Whether what stands behind the last dot is a top-level domain. */
    static boolean isKnown(GrowingText text, int start, int end) {
        int last = end;
        while (last > start && !isDot(text.at(last - 1))) {
            last--;
        }
        return last > start && DomainValidator.getInstance().isValidTld(text.substring(last, end));
    }

    /** {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]}, RFC 5321 section 4.1.3. */
    private static int endOfLiteral(GrowingText text, int start) {
        int position = start + 1;
        while (position - start <= MAX_LITERAL) {
            int codePoint = text.at(position);
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (codePoint == ']') {
                return isAddress(text.substring(start + 1, position)) ? position + 1 : NONE;
            }
            if (!CodePoint.isAsciiAlphanumeric(codePoint) && codePoint != '.' && codePoint != ':') {
                return NONE;
            }
            position++;
        }
        return NONE;
    }

    private static boolean isAddress(String literal) {
        String address = literal.toUpperCase(Locale.ROOT).startsWith("IPV6:") ? literal.substring(5) : literal;
        return IpNotation.isVersion4(address) || IpNotation.isVersion6(address);
    }

    private static int endOfName(GrowingText text, int start) {
        int runEnd = start;
        while (runEnd - start <= MAX_LENGTH && continues(text, runEnd)) {
            runEnd++;
        }
        if (runEnd - start > MAX_LENGTH) {
            return NONE;
        }
        return text.at(runEnd) == GrowingText.UNKNOWN ? UNDECIDED : endOfLabels(text, start, runEnd);
    }

    private static boolean continues(GrowingText text, int position) {
        int codePoint = text.at(position);
        if (codePoint == '-' || isDot(codePoint)) {
            return true;
        }
        return CodePoint.isAlphanumeric(codePoint)
                && !(CodePoint.isUnspaced(codePoint) && CodePoint.isAsciiAlphanumeric(text.at(position - 1)));
    }

    /**
     * The longest run of labels that ends in a known top-level domain, so that a sentence without a space behind its
     * full stop does not count; or else the longest that ends in a word, so that private domains do.
     */
    private static int endOfLabels(GrowingText text, int start, int runEnd) {
        int known = NONE;
        int wordy = NONE;
        int labelStart = start;
        int labels = 0;
        while (labelStart < runEnd) {
            int labelEnd = labelStart;
            while (labelEnd < runEnd && !isDot(text.at(labelEnd))) {
                labelEnd++;
            }
            int hyphens = trailingHyphens(text, labelStart, labelEnd);
            int length = labelEnd - hyphens - labelStart;
            if (length == 0 || length > MAX_LABEL || text.at(labelStart) == '-') {
                break;
            }
            labels++;
            if (labels > 1 && isWord(text, labelStart, labelEnd - hyphens)) {
                wordy = labelEnd - hyphens;
                known = DomainValidator.getInstance().isValidTld(text.substring(labelStart, wordy)) ? wordy : known;
            }
            if (hyphens > 0) {
                break;
            }
            labelStart = labelEnd + 1;
        }
        return known == NONE ? wordy : known;
    }

    private static int trailingHyphens(GrowingText text, int labelStart, int labelEnd) {
        int last = labelEnd;
        while (last > labelStart && text.at(last - 1) == '-') {
            last--;
        }
        return labelEnd - last;
    }

    private static boolean isWord(GrowingText text, int labelStart, int labelEnd) {
        return labelEnd - labelStart >= 2 && CodePoint.digit(text.at(labelStart)) < 0;
    }

    /** Full stop, or one of the three that IDNA takes for it (UTS 46). */
    private static boolean isDot(int codePoint) {
        return codePoint == '.' || codePoint == '\u3002' || codePoint == '\uFF0E' || codePoint == '\uFF61';
    }
}
