package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.at;
import static org.llmops.guardrail.pii.Digits.crossSum;
import static org.llmops.guardrail.pii.Digits.falling;
import static org.llmops.guardrail.pii.Digits.isDate;
import static org.llmops.guardrail.pii.Digits.isShortDate;
import static org.llmops.guardrail.pii.Digits.last;
import static org.llmops.guardrail.pii.Digits.luhn;
import static org.llmops.guardrail.pii.Digits.number;
import static org.llmops.guardrail.pii.Digits.sum;

import java.util.Map;
import java.util.Set;

/** Check digits of Germany, Austria, Switzerland, the United Kingdom and the Nordic countries. */
final class NorthEuropeanChecks {
    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final Set<String> NEVER_NINO = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

    private NorthEuropeanChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put(
                "at_svnr",
                id -> at(id, 0) > 0
                        && (sum(id, 3, 7, 9) + Digits.sumFrom(id, 4, 5, 8, 4, 2, 1, 6)) % 11 == at(id, 3)
                        && number(id, 4, 6) <= 31
                        && number(id, 6, 8) <= 15
                        && number(id, 4, 8) > 0);
        checks.put("at_uid", id -> (96 - crossSum(id.substring(3), 1, 2, 1, 2, 1, 2, 1)) % 10 == last(id));
        checks.put("at_tax_number", id -> crossSum(id, 1, 2, 1, 2, 1, 2, 1, 2, 1) % 10 == 0);
        checks.put("de_bsnr", id -> number(id, 0, 9) > 0);
        checks.put("de_kvnr", NorthEuropeanChecks::germanHealth);
        checks.put("de_id_card", id -> id.charAt(0) == 'T' || isIcao(id));
        checks.put("de_passport", NorthEuropeanChecks::isIcao);
        checks.put("de_lanr", id -> (10 - crossProducts(id) % 10) % 10 == at(id, 6));
        checks.put("de_plz", id -> number(id, 0, 5) > 1000 && number(id, 0, 5) < 99999);
        checks.put("de_rvnr", NorthEuropeanChecks::germanPension);
        checks.put("de_tax_id", NorthEuropeanChecks::germanTax);
        checks.put("de_tax_number", id -> id.length() != 13 || number(id, 0, 2) >= 1 && number(id, 0, 2) <= 16);
        checks.put("de_vat", id -> Digits.mod1110(id.substring(2)));
        checks.put("ch_ahv", id -> (10 - sum(id, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3) % 10) % 10 == last(id));
        checks.put("ch_uid", id -> (11 - Digits.sumFrom(id, 3, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == at(id, 11));
        checks.put("dk_cpr", id -> Digits.isDayMonthYear(id, 0));
        checks.put("dk_cvr", id -> sum(id, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0 && at(id, 0) > 0);
        checks.put("fi_hetu", NorthEuropeanChecks::finnish);
        checks.put("fi_business_id", id -> (11 - sum(id, 7, 9, 10, 5, 8, 4, 2) % 11) % 11 == last(id));
        checks.put("no_fnr", NorthEuropeanChecks::norwegian);
        checks.put("no_orgnr", id -> (11 - sum(id, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == last(id));
        checks.put(
                "is_kennitala",
                id -> (11 - sum(id, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == at(id, 8)
                        && isShortDate(number(id, 4, 6), number(id, 2, 4), number(id, 0, 2) % 40)
                        && "890".indexOf(id.charAt(9)) >= 0);
        checks.put("se_organisation", id -> at(id, 2) >= 2 && luhn(id));
        checks.put("se_person", NorthEuropeanChecks::swedish);
        checks.put("uk_nhs", id -> (11 - falling(id, 10, 9) % 11) % 11 == last(id) && number(id, 0, 10) > 0);
        checks.put("uk_chi", id -> (11 - falling(id, 10, 9) % 11) % 11 == last(id) && Digits.isDayMonthYear(id, 0));
        checks.put("uk_nino", id -> !NEVER_NINO.contains(id.substring(0, 2)));
        checks.put(
                "uk_utr",
                id -> "21987654321".charAt(Digits.sumFrom(id, 1, 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11) == id.charAt(0));
        checks.put("uk_vat", NorthEuropeanChecks::britishVat);
        checks.put("uk_driving", NorthEuropeanChecks::britishDriver);
        checks.put(
                "uk_vehicle",
                id -> at(id, 1) < 10 || at(id, 2) > 9 || id.length() != 7 || at(id, 4) < 10 || isAge(number(id, 2, 4)));
    }

    private static boolean isAge(long identifier) {
        return identifier >= 2 && identifier <= 29 || identifier >= 51 && identifier <= 79;
    }

    private static boolean germanHealth(String id) {
        int letter = at(id, 0) - 9;
        String digits = "%02d%s".formatted(letter, id.substring(1));
        return crossSum(digits, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2) % 10 == last(id);
    }

    private static boolean isIcao(String id) {
        return id.length() == 9 && Digits.icao(id, 8) == last(id);
    }

    private static int crossProducts(String id) {
        return sum(id, 4, 9, 4, 9, 4, 9);
    }

    /** The day of birth counts from 51 for those who were insured twice. */
    private static boolean germanPension(String id) {
        long day = number(id, 2, 4) % 50;
        String digits = "%s%02d%s".formatted(id.substring(0, 8), at(id, 8) - 9, id.substring(9));
        return day >= 1
                && day <= 31
                && number(id, 2, 4) <= 81
                && number(id, 4, 6) >= 1
                && number(id, 4, 6) <= 12
                && crossSum(digits, 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1) % 10 == last(id);
    }

    /** Of the first ten digits one occurs twice or three times, the others at most once. */
    private static boolean germanTax(String id) {
        int[] counts = new int[10];
        for (int index = 0; index < 10; index++) {
            counts[at(id, index)]++;
        }
        int most = 0;
        int repeated = 0;
        for (int count : counts) {
            most = Math.max(most, count);
            repeated += count > 1 ? 1 : 0;
        }
        return at(id, 0) > 0 && most <= 3 && repeated <= 1 && Digits.mod1110(id);
    }

    private static boolean finnish(String id) {
        long century = switch (id.charAt(6)) {
            case '+' -> 1800;
            case 'A', 'B', 'C', 'D', 'E', 'F' -> 2000;
            default -> 1900;
        };
        String digits = id.substring(0, 6) + id.substring(id.length() - 4, id.length() - 1);
        return isDate(century + number(id, 4, 6), number(id, 2, 4), number(id, 0, 2))
                && FINNISH.charAt((int) (number(digits, 0, 9) % 31)) == id.charAt(id.length() - 1);
    }

    /** Days count from 41 for D numbers, months from 41 or 81 for test and synthetic persons. */
    private static boolean norwegian(String id) {
        return isShortDate(number(id, 4, 6), number(id, 2, 4) % 40, number(id, 0, 2) % 40)
                && (11 - sum(id, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11) % 11 == at(id, 9)
                && (11 - sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == at(id, 10);
    }

    /** Days count from 61 for coordination numbers. */
    private static boolean swedish(String id) {
        String short10 = id.substring(id.length() - 10);
        long day = number(short10, 4, 6);
        boolean date = isShortDate(number(short10, 0, 2), number(short10, 2, 4), day > 60 ? day - 60 : day);
        boolean century = id.length() == 10 || number(id, 0, 2) >= 18 && number(id, 0, 2) <= 20;
        return date && century && luhn(short10);
    }

    private static boolean britishVat(String id) {
        String digits = id.substring(id.length() > 9 ? 2 : 0);
        long check = number(digits, 7, 9);
        int sum = falling(digits, 8, 7);
        return (sum + check) % 97 == 0 || (sum + check + 55) % 97 == 0;
    }

    /** Five characters of the surname, padded with nines; a nine cannot be followed by a letter. */
    private static boolean britishDriver(String id) {
        String surname = id.substring(0, 5);
        long month = number(id, 6, 8) % 50;
        long day = number(id, 8, 10);
        int padding = surname.indexOf('9');
        boolean padded =
                padding < 0 || padding > 0 && surname.substring(padding).equals("9".repeat(5 - padding));
        return padded && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
