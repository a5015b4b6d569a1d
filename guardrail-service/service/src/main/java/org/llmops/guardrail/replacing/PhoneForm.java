package org.llmops.guardrail.replacing;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers that regulators keep for film and fiction, written like the original. Where a country keeps none for
 * numbers of that length, the national number begins with two zeros, which no country hands out.
 *
 * <p>Sources: NANPA keeps 555-0100 to 555-0199 of every area; Ofcom, "Telephone numbers for use in TV and radio drama
 * programmes" (020 7946 0xxx, 01632 960xxx, 07700 900xxx); ARCEP, decision 2018-0881 (01 99 00 xx xx, 06 39 98 xx xx);
 * Bundesnetzagentur, notice 148/2021, "Drama Numbers" (030 23125 000 to 999; its numbers for mobiles are too few);
 * ACMA, "Phone numbers for use in TV shows, films and creative works" (5550 xxxx of every area).
 */
final class PhoneForm implements Form {
    private static final String USUAL_REGION = "US";
    private static final int NORTH_AMERICA = 1;
    private static final int FEWEST_DIGITS = 5;

    /** By country code: what a number that starts so is replaced by; the rest of its digits are drawn. */
    private static final Map<Integer, List<Range>> RANGES = Map.of(
            33, List.of(new Range("6", "63998", 9), new Range("7", "63998", 9), new Range("", "19900", 9)),
            44, List.of(new Range("7", "7700900", 10), new Range("2", "2079460", 10), new Range("", "1632960", 10)),
            49, List.of(new Range("", "3023125", 10)),
            61, List.of(new Range("2", "25550", 9), new Range("3", "25550", 9), new Range("7", "25550", 9)));

    private static final List<String> AREAS = List.of(
            "201", "202", "212", "213", "303", "305", "312", "313", "404", "412", "415", "503", "512", "602", "612",
            "617", "702", "713", "801", "808", "816", "901", "907", "916");

    @Override
    public @Nullable String like(String original, Draws draws) {
        String digits = Shape.digits(original);
        if (digits.length() < FEWEST_DIGITS) {
            return null;
        }
        PhoneNumber number = parse(original);
        String national = number == null ? digits : Long.toString(number.getNationalNumber());
        if (number == null || !digits.endsWith(national)) {
            return Shape.withDigits(original, unassigned(digits, draws));
        }
        String before = digits.substring(0, digits.length() - national.length());
        return Shape.withDigits(original, before + fictional(number.getCountryCode(), national, draws));
    }

    @Override
    public boolean isNobodys(String value) {
        PhoneNumber number = parse(value);
        if (number == null) {
            return false;
        }
        String national = Long.toString(number.getNationalNumber());
        return number.getCountryCode() == NORTH_AMERICA
                ? national.length() == 10 && national.startsWith("55501", 3)
                : RANGES.getOrDefault(number.getCountryCode(), List.of()).stream()
                        .anyMatch(range -> range.holds(national));
    }

    private static String fictional(int country, String national, Draws draws) {
        if (country == NORTH_AMERICA && national.length() == 10) {
            return draws.oneOf(AREAS) + "55501" + draws.digits(2);
        }
        return RANGES.getOrDefault(country, List.of()).stream()
                .filter(range -> range.fits(national))
                .findFirst()
                .map(range -> range.beginning + draws.digits(national.length() - range.beginning.length()))
                .orElseGet(() -> unassigned(national, draws));
    }

    private static String unassigned(String national, Draws draws) {
        return "00" + draws.digits(national.length() - 2);
    }

    private static @Nullable PhoneNumber parse(String original) {
        try {
            return PhoneNumberUtil.getInstance().parse(original, USUAL_REGION);
        } catch (NumberParseException none) {
            return null;
        }
    }

    /**
     * @param starts how the numbers begin that are replaced from it
     * @param beginning how those of the range do
     * @param length of both, without country code and the zero in front
     */
    private record Range(String starts, String beginning, int length) {
        boolean fits(String national) {
            return national.length() == length && national.startsWith(starts);
        }

        boolean holds(String national) {
            return national.length() == length && national.startsWith(beginning);
        }
    }
}
