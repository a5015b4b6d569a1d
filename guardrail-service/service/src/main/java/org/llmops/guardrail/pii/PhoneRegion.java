package org.llmops.guardrail.pii;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** So many digits tell mostly whether a number is none. */
    private static final int BEGINNING = 3;

    private static final byte MAY = 1;

    private static final int ASKED = 1 << MAX_DIGITS + 1;

    private final String code;
    private final int callingCode;
    private final String nationalPrefix;

    /** A bit for each number of digits that numbers of this country have. */
    private final long lengths;

    private final int leastDigits;

    /** What the numbers of the countries with its code match. */
    private final List<Pattern> national;

    /** Whether numbers begin with these digits, as far as that was asked: {@link #MAY}, or less than zero where none does. */
    private final byte[] beginnings = new byte[1000];

    /**
     * For the first digits a bit for each number of digits that may be a number when they begin so, prefixes and all, as far
     * as that was asked; {@link #ASKED} where it was.
     */
    private final int[] lengthsBehind = new int[1000];

    /** The same, whatever the first digits are. */
    private final int lengthsOfAny;

    PhoneRegion(String code) {
        this.code = code;
        // Asked about a country that does not exist, the library complains in the log.
        boolean exists = !code.equals(NONE);
        this.callingCode = exists ? NUMBERS.getCountryCodeForRegion(code) : 0;
        this.nationalPrefix = exists ? Objects.requireNonNullElse(NUMBERS.getNddPrefixForRegion(code, true), "") : "";
        this.lengths = exists ? lengths(code, callingCode) : 0;
        this.leastDigits =
                lengths == 0 ? Integer.MAX_VALUE : Math.min(MIN_DIALLED, Long.numberOfTrailingZeros(lengths));
        this.national = exists ? national(callingCode) : List.of();
        this.lengthsOfAny = exists ? lengthsBehind("") : 0;
    }

    String code() {
        return code;
    }

    /** Whether only a plus shows a number where so many digits stand. */
    boolean needsPlus(int digits) {
        return digits < leastDigits && !REWRITING.contains(code);
    }

    /**
     * Whether a number may start before {@code lastStart}: an international one, which its prefix shows, or neighbouring
     * groups of digits that make up a valid national one.
     *
     * @param digits so many stand between {@code from} and {@code to}
     */
    boolean mayOccur(GrowingText text, int from, int lastStart, int to, int digits) {
        return mayOccur(text, from, lastStart, to, digits, true);
    }

    /** The same at a glance, without asking the library: whether such a number may be valid by its length and first digits. */
    boolean looksLikely(GrowingText text, int from, int lastStart, int to, int digits) {
        return mayOccur(text, from, lastStart, to, digits, false);
    }

    private boolean mayOccur(GrowingText text, int from, int lastStart, int to, int digits, boolean closely) {
        if (REWRITING.contains(code)) {
            return true;
        }
        boolean groupStarts = CodePoint.digit(text.at(from - 1)) < 0;
        for (int position = from; position < lastStart; position++) {
            int codePoint = text.at(position);
            boolean digit = CodePoint.digit(codePoint) >= 0;
            if (isPlus(codePoint)
                    || groupStarts && digit && digits >= leastDigits && mayStart(text, position, to, closely)) {
                return true;
            }
            groupStarts = !digit;
        }
        return false;
    }

    static boolean isPlus(int codePoint) {
        return codePoint == '+' || codePoint == '\uFF0B';
    }

    private boolean mayStart(GrowingText text, int from, int to, boolean closely) {
        int count = 0;
        int beginning = 0;
        int digit = CodePoint.digit(text.at(from));
        for (int position = from; position < to && count < MAX_DIGITS; position++) {
            int next = position + 1 == to ? -1 : CodePoint.digit(text.at(position + 1));
            if (digit >= 0) {
                beginning = count < BEGINNING ? 10 * beginning + digit : beginning;
                count++;
                boolean groupEnds = next < 0;
                if (groupEnds
                        && mayBeLong(count, beginning)
                        && (!closely || isNumber(digits(text, from, position + 1)))) {
                    return true;
                }
            }
            digit = next;
        }
        return false;
    }

    /** Whether so many digits may be a number when they begin like this. */
    private boolean mayBeLong(int count, int beginning) {
        if (count < BEGINNING) {
            return (lengthsOfAny >> count & 1) == 1;
        }
        if (lengthsBehind[beginning] == 0) {
            String digits = Integer.toString(1000 + beginning).substring(1);
            lengthsBehind[beginning] = ASKED | lengthsBehind(digits);
        }
        return (lengthsBehind[beginning] >> count & 1) == 1;
    }

    private int lengthsBehind(String beginning) {
        boolean international = "00".startsWith(beginning) || "011".startsWith(beginning) || beginning.startsWith("00");
        long behind = (international ? -1L << MIN_DIALLED : 0)
                | (goesOn(beginning) ? lengths : 0)
                | lengthsBehind(nationalPrefix, beginning)
                | lengthsBehind(String.valueOf(callingCode), beginning);
        return (int) (behind & ~(-1L << MAX_DIGITS + 1));
    }

    /** As {@link #isNationalWithTrunk} takes what stands behind a prefix. */
    private long lengthsBehind(String prefix, String beginning) {
        if (prefix.isEmpty() || !beginning.startsWith(prefix) && !prefix.startsWith(beginning)) {
            return 0;
        }
        String behind = beginning.substring(Math.min(beginning.length(), prefix.length()));
        String behindTrunk = behind.substring(Math.min(behind.length(), 1));
        return (goesOn(behind) ? lengths << prefix.length() : 0)
                | (goesOn(behindTrunk) ? lengths << prefix.length() + 1 : 0);
    }

    private static String digits(GrowingText text, int from, int to) {
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        for (int position = from; position < to; position++) {
            int digit = CodePoint.digit(text.at(position));
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            }
        }
        return digits.toString();
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
        return (lengths >> digits.length() & 1) == 1 && mayBegin(digits) && NUMBERS.isValidNumber(number(digits));
    }

    /** Whether numbers of the countries that share its code begin like this: then the library need not try each of them. */
    private boolean mayBegin(String digits) {
        if (digits.length() < BEGINNING) {
            return true;
        }
        int beginning = Integer.parseInt(digits, 0, BEGINNING, 10);
        if (beginnings[beginning] == 0) {
            beginnings[beginning] = goesOn(digits.substring(0, BEGINNING)) ? MAY : (byte) -MAY;
        }
        return beginnings[beginning] == MAY;
    }

    private boolean goesOn(String beginning) {
        return national.stream()
                .map(pattern -> pattern.matcher(beginning))
                .anyMatch(number -> number.matches() || number.hitEnd());
    }

    /** How all valid numbers of the countries that share a code are written. */
    private static List<Pattern> national(int callingCode) {
        return NUMBERS.getRegionCodesForCountryCode(callingCode).stream()
                .map(
                        DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource()
                                ::getMetadataForRegion)
                .map(country -> Pattern.compile(country.getGeneralDesc().getNationalNumberPattern()))
                .toList();
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
