package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.at;
import static org.llmops.guardrail.pii.Digits.crossSum;
import static org.llmops.guardrail.pii.Digits.falling;
import static org.llmops.guardrail.pii.Digits.last;
import static org.llmops.guardrail.pii.Digits.luhn;
import static org.llmops.guardrail.pii.Digits.number;
import static org.llmops.guardrail.pii.Digits.sum;

import java.util.Map;

/** Check digits of Belgium, France, Greece, Ireland, Italy, Luxembourg, Malta, the Netherlands, Portugal, Spain, Cyprus. */
final class WestEuropeanChecks {
    private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String IRISH = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final int[] ITALIAN_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final String ITALIAN_MONTHS = "ABCDEHLMPRST";

    /** Digits that the Italian code writes as letters when two people would share one. */
    private static final String ITALIAN_SUBSTITUTES = "LMNPQRSTUV";

    private WestEuropeanChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("be_rn", WestEuropeanChecks::belgianRegister);
        checks.put(
                "be_vat",
                id -> number(id, id.length() - 10, id.length() - 2) % 97
                        == 97 - number(id, id.length() - 2, id.length()));
        checks.put("fr_nir", WestEuropeanChecks::frenchInsee);
        checks.put("fr_spi", id -> at(id, 0) <= 3 && number(id, 0, 10) % 511 == number(id, 10, 13));
        checks.put("fr_vat", WestEuropeanChecks::frenchVat);
        checks.put("gr_afm", WestEuropeanChecks::greekTax);
        checks.put("gr_amka", id -> Digits.isDayMonthYear(id, 0) && luhn(id));
        checks.put("ie_ppsn", WestEuropeanChecks::irish);
        checks.put("it_fiscal_code", WestEuropeanChecks::italianCode);
        checks.put("it_vat", id -> number(id, 0, 7) > 0 && luhn(id));
        checks.put(
                "lu_matricule",
                id -> Digits.isFullDate(id, 0)
                        && luhn(id, 0, 12)
                        && Digits.verhoeff(id.substring(0, 11) + id.charAt(12), 0, 12));
        checks.put("lu_vat", id -> number(id, 2, 8) % 89 == number(id, 8, 10));
        checks.put("mt_vat", id -> Digits.sumFrom(id, 2, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0);
        checks.put("nl_bsn", id -> isDutch(id));
        checks.put("nl_vat", id -> isDutch(id.substring(2, 11)) || Digits.mod97(id) == 1);
        checks.put("pt_nif", id -> "12345689".indexOf(id.charAt(0)) >= 0 && portuguese(id) == last(id));
        checks.put("pt_cc", id -> luhnOfCard(id));
        checks.put(
                "pt_niss",
                id -> (id.startsWith("1") || id.startsWith("2"))
                        && 9 - sum(id, 29, 23, 19, 17, 13, 11, 7, 5, 3, 2) % 10 == last(id));
        checks.put(
                "es_nif",
                id -> SPANISH.charAt((int) (number(id, 0, id.length() - 1) % 23)) == id.charAt(id.length() - 1));
        checks.put(
                "es_nie",
                id -> SPANISH.charAt((int) (((id.charAt(0) - 'X') * 10_000_000L + number(id, 1, 8)) % 23))
                        == id.charAt(8));
        checks.put("es_cif", WestEuropeanChecks::spanishCompany);
        checks.put("es_nss", WestEuropeanChecks::spanishInsurance);
        checks.put("cy_tin", WestEuropeanChecks::cypriot);
        checks.put("cy_vat", id -> cypriot(id.substring(2)));
    }

    /** Of those born from 2000 on, a 2 is put before the number. */
    private static boolean belgianRegister(String id) {
        long month = number(id, 2, 4) % 20;
        long check = number(id, 9, 11);
        boolean date = month <= 12 && number(id, 4, 6) <= 31;
        long first = number(id, 0, 9);
        return date && (97 - first % 97 == check || 97 - (2_000_000_000L + first) % 97 == check);
    }

    /** Corsica writes 2A and 2B, which count as 19 and 18; months above 12 stand for incomplete birth dates. */
    private static boolean frenchInsee(String id) {
        String digits = id.replace("2A", "19").replace("2B", "18");
        long month = number(digits, 3, 5);
        boolean known = month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50;
        return digits.chars().allMatch(Character::isDigit)
                && known
                && 97 - number(digits, 0, 13) % 97 == number(digits, 13, 15);
    }

    private static boolean frenchVat(String id) {
        long company = number(id, 4, 13);
        return luhn(id, 4, 13) && number(id, 2, 4) == (12 + 3 * (company % 97)) % 97;
    }

    private static boolean greekTax(String id) {
        return number(id, 0, 9) > 0 && sum(id, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == last(id);
    }

    private static boolean irish(String id) {
        int second = id.length() > 8 && id.charAt(8) != 'W' ? at(id, 8) - 9 : 0;
        return IRISH.charAt((falling(id, 8, 7) + 9 * second) % 23) == id.charAt(7);
    }

    private static boolean italianCode(String id) {
        int sum = 0;
        for (int index = 0; index < 15; index++) {
            int value = at(id, index) > 9 ? at(id, index) - 10 : at(id, index);
            sum += index % 2 == 0 ? ITALIAN_ODD[value] : value;
        }
        int day = italianDigit(id.charAt(9)) * 10 + italianDigit(id.charAt(10));
        boolean dated = ITALIAN_MONTHS.indexOf(id.charAt(8)) >= 0 && (day >= 1 && day <= 31 || day >= 41 && day <= 71);
        return dated && sum % 26 == id.charAt(15) - 'A';
    }

    private static int italianDigit(char symbol) {
        return Character.isDigit(symbol) ? symbol - '0' : ITALIAN_SUBSTITUTES.indexOf(symbol);
    }

    private static boolean isDutch(String id) {
        return number(id, 0, 9) > 0 && sum(id, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    private static int portuguese(String id) {
        int remainder = falling(id, 9, 8) % 11;
        return remainder < 2 ? 0 : 11 - remainder;
    }

    private static boolean luhnOfCard(String id) {
        int sum = 0;
        for (int index = 0; index < id.length(); index++) {
            int value = at(id, index) * (index % 2 == 0 ? 2 : 1);
            sum += index % 2 == 0 && value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    /** Organisations of some kinds write the check digit as a letter. */
    private static boolean spanishCompany(String id) {
        int sum = crossSum(id.substring(1), 2, 1, 2, 1, 2, 1, 2);
        int check = (10 - sum % 10) % 10;
        char last = id.charAt(8);
        boolean digit = "PQRSNW".indexOf(id.charAt(0)) < 0 && last == '0' + check;
        boolean letter = "ABEH".indexOf(id.charAt(0)) < 0 && last == "JABCDEFGHI".charAt(check);
        return digit || letter;
    }

    private static boolean spanishInsurance(String id) {
        long serial = number(id, 2, 10);
        long whole = serial < 10_000_000 ? number(id, 0, 2) * 10_000_000 + serial : number(id, 0, 10);
        return number(id, 0, 2) >= 1 && number(id, 0, 2) <= 66 && whole % 97 == number(id, 10, 12);
    }

    private static boolean cypriot(String id) {
        int sum = 0;
        for (int index = 0; index < 8; index++) {
            sum += index % 2 == 0 ? ITALIAN_ODD[at(id, index)] : at(id, index);
        }
        return !id.startsWith("12") && sum % 26 == id.charAt(8) - 'A';
    }
}
