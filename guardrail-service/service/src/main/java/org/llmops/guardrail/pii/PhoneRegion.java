package org.llmops.guardrail.pii;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * A country whose national notation counts. Tells quickly that most numbers in a text, such as dates, amounts, cards and
 * accounts, are no phone numbers of it, and so saves the library's slow search; never denies one that the search would find.
 */
final class PhoneRegion {
    /** Where no national notation counts. */
    static final String NONE = "ZZ";

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** Here one dials digits that are no part of the number: carriers, or marks of mobiles. */
    private static final Set<String> REWRITING =
            Set.of("AR", "BR", "CL", "CO", "CR", "MX", "NI", "PY", "SM", "UY", "ZW");

    private static final int MAX_DIGITS = 18;

    /** An international number as dialled: 00 and at least seven digits. */
    private static final int MIN_DIALLED = 9;

    private final String code;
    private final int callingCode;
    private final String nationalPrefix;

    /** A bit for each number of digits that numbers of this country have. */
    private final long lengths;

    PhoneRegion(String code) {
        this.code = code;
        // Asked about a country that does not exist, the library complains in the log.
        boolean exists = !code.equals(NONE);
        this.callingCode = exists ? NUMBERS.getCountryCodeForRegion(code) : 0;
        this.nationalPrefix = exists ? Objects.requireNonNullElse(NUMBERS.getNddPrefixForRegion(code, true), "") : "";
        this.lengths = exists ? lengths(code, callingCode) : 0;
    }

    String code() {
        return code;
    }

    /**
     * Whether a number may start before {@code lastStart}: an international one, which its prefix shows, or neighbouring
     * groups of digits that make up a valid national one.
     */
    boolean mayOccur(GrowingText text, int from, int lastStart, int to) {
        if (REWRITING.contains(code)) {
            return true;
        }
        for (int position = from; position < lastStart; position++) {
            int codePoint = text.at(position);
            boolean plus = codePoint == '+' || codePoint == '\uFF0B';
            boolean groupStarts = CodePoint.digit(codePoint) >= 0 && CodePoint.digit(text.at(position - 1)) < 0;
            if (plus || groupStarts && lengths != 0 && mayStart(text, position, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayStart(GrowingText text, int from, int to) {
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        for (int position = from; position < to && digits.length() < MAX_DIGITS; position++) {
            int digit = CodePoint.digit(text.at(position));
            if (digit < 0) {
                continue;
            }
            digits.append((char) ('0' + digit));
            boolean groupEnds = position + 1 == to || CodePoint.digit(text.at(position + 1)) < 0;
            if (groupEnds && isNumber(digits.toString())) {
                return true;
            }
        }
        return false;
    }

    private boolean isNumber(String digits) {
        boolean international = digits.length() >= MIN_DIALLED && (digits.startsWith("00") || digits.startsWith("011"));
        return international
                || isNational(digits)
                || isNationalWithTrunk(without(nationalPrefix, digits))
                || isNationalWithTrunk(without(String.valueOf(callingCode), digits));
    }

    /** People write {@code 44 (0)20 …}: the digit that is dialled only inside the country. */
    private boolean isNationalWithTrunk(@Nullable String digits) {
        return digits != null && !digits.isEmpty() && (isNational(digits) || isNational(digits.substring(1)));
    }

    private boolean isNational(String digits) {
        return (lengths >> digits.length() & 1) == 1 && NUMBERS.isValidNumber(number(digits));
    }

    private PhoneNumber number(String digits) {
        PhoneNumber number = new PhoneNumber().setCountryCode(callingCode).setNationalNumber(Long.parseLong(digits));
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }

    private static long lengths(String region, int callingCode) {
        PhoneNumber number = new PhoneNumber().setCountryCode(callingCode);
        long lengths = 0;
        long national = 0;
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            national = national * 10 + 2;
            number.setNationalNumber(national);
            if (NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE) {
                lengths |= 1L << digits;
            }
        }
        // Countries that share a code may have lengths of their own, which only their examples show.
        for (PhoneNumberType type : PhoneNumberType.values()) {
            PhoneNumber example = NUMBERS.getExampleNumberForType(region, type);
            if (example != null) {
                lengths |= 1L << NUMBERS.getNationalSignificantNumber(example).length();
            }
        }
        return lengths;
    }

    private static @Nullable String without(String prefix, String digits) {
        return !prefix.isEmpty() && digits.startsWith(prefix) ? digits.substring(prefix.length()) : null;
    }
}
