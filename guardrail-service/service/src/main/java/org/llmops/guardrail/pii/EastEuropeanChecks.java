package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.at;
import static org.llmops.guardrail.pii.Digits.falling;
import static org.llmops.guardrail.pii.Digits.isDate;
import static org.llmops.guardrail.pii.Digits.isShortDate;
import static org.llmops.guardrail.pii.Digits.last;
import static org.llmops.guardrail.pii.Digits.number;
import static org.llmops.guardrail.pii.Digits.sum;

import java.util.Map;

/** Check digits of the countries from Estonia and Poland to Bulgaria and Turkey, and of Russia and Ukraine. */
final class EastEuropeanChecks {
    private EastEuropeanChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("bg_egn", EastEuropeanChecks::bulgarian);
        checks.put("bg_lnch", id -> sum(id, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == last(id));
        checks.put("bg_eik", EastEuropeanChecks::bulgarianCompany);
        checks.put("mod_11_10", Digits::mod1110);
        checks.put("hr_vat", id -> Digits.mod1110(id.substring(2)));
        checks.put("cz_birth_number", EastEuropeanChecks::czech);
        checks.put("cz_ico", id -> (11 - falling(id, 8, 7) % 11) % 10 == last(id) && number(id, 0, 8) > 0);
        checks.put("sk_vat", id -> number(id, 2, 12) % 11 == 0);
        checks.put("baltic", EastEuropeanChecks::baltic);
        checks.put("ee_vat", id -> (10 - Digits.sumFrom(id, 2, 3, 7, 1, 3, 7, 1, 3, 7) % 10) % 10 == last(id));
        checks.put(
                "lv_code",
                id -> (1 + sum(id, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == last(id)
                        && (id.startsWith("32") || Digits.isDayMonthYear(id, 0)));
        checks.put("hu_taj", id -> sum(id, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == last(id) && number(id, 0, 9) > 0);
        checks.put("hu_tax_id", id -> sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 == last(id));
        checks.put(
                "hu_tax_number",
                id -> (10 - sum(id, 9, 7, 3, 1, 9, 7, 3) % 10) % 10 == at(id, 7) && number(id, 0, 7) > 0);
        checks.put("hu_personal_id", EastEuropeanChecks::hungarian);
        checks.put("pl_pesel", EastEuropeanChecks::pesel);
        checks.put("pl_nip", id -> sum(id, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == last(id) && number(id, 0, 10) > 0);
        checks.put("pl_regon", EastEuropeanChecks::regon);
        checks.put("pl_id_card", id -> sum(id, 7, 3, 1, 9, 7, 3, 1, 7, 3) % 10 == 0);
        checks.put("pl_passport", id -> sum(id, 7, 3, 9, 1, 7, 3, 1, 7, 3) % 10 == 0);
        checks.put("ro_cnp", EastEuropeanChecks::romanian);
        checks.put("ro_cui", EastEuropeanChecks::romanianCompany);
        checks.put("jmbg", EastEuropeanChecks::yugoslav);
        checks.put("si_tax", id -> (11 - falling(id, 8, 7) % 11) % 11 % 10 == last(id) && falling(id, 8, 7) % 11 != 0);
        checks.put("rs_pib", Digits::mod1110);
        checks.put("md_idnp", id -> sum(id, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1) % 10 == last(id));
        checks.put("ua_rnokpp", id -> Math.floorMod(sum(id, -1, 5, 7, 9, 4, 6, 10, 5, 7), 11) % 10 == last(id));
        checks.put(
                "ru_inn_person",
                id -> sum(id, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == at(id, 10)
                        && sum(id, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == at(id, 11)
                        && number(id, 0, 12) > 0);
        checks.put(
                "ru_inn_company",
                id -> sum(id, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == last(id) && number(id, 0, 10) > 0);
        checks.put(
                "ru_snils", id -> falling(id, 9, 9) % 101 % 100 == number(id, 9, 11) && number(id, 0, 9) > 1_001_998);
        checks.put("ru_ogrn", id -> number(id, 0, id.length() - 1) % (id.length() - 2) % 10 == last(id));
        checks.put("tr_national_id", EastEuropeanChecks::turkish);
        checks.put("tr_vkn", EastEuropeanChecks::turkishTax);
        checks.put("tr_plate", id -> number(id, 0, 2) >= 1 && number(id, 0, 2) <= 81);
    }

    /** Months count from 21 for births before 1900, and from 41 after 1999. */
    private static boolean bulgarian(String id) {
        long month = number(id, 2, 4);
        long century = month > 40 ? 2000 : month > 20 ? 1800 : 1900;
        return isDate(century + number(id, 0, 2), month % 20, number(id, 4, 6))
                && sum(id, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == last(id);
    }

    private static boolean bulgarianCompany(String id) {
        int first = sum(id, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        return (first == 10 ? sum(id, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10 : first) == last(id);
    }

    /** Women's months count from 51; 20 more is added when a day's numbers run out. */
    private static boolean czech(String id) {
        long month = number(id, 2, 4) % 50;
        boolean date = isShortDate(number(id, 0, 2), month > 20 ? month - 20 : month, number(id, 4, 6));
        long rest = number(id, 0, 9) % 11;
        return date && (id.length() == 9 ? number(id, 0, 2) < 54 : rest % 10 == last(id));
    }

    /** Estonia and Lithuania: the first digit tells century and sex. */
    private static boolean baltic(String id) {
        if (at(id, 0) < 1 || at(id, 0) > 8 || !isShortDate(number(id, 1, 3), number(id, 3, 5), number(id, 5, 7))) {
            return false;
        }
        int check = sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        check = check == 10 ? sum(id, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10 : check;
        return check == last(id);
    }

    private static boolean hungarian(String id) {
        if (!isShortDate(number(id, 1, 3), number(id, 3, 5), number(id, 5, 7))) {
            return false;
        }
        return sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) % 11 == last(id)
                || sum(id, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11 == last(id);
    }

    private static boolean pesel(String id) {
        long month = number(id, 2, 4);
        long century = new long[] {1900, 2000, 2100, 2200, 1800}[(int) (month / 20)];
        return isDate(century + number(id, 0, 2), month % 20, number(id, 4, 6))
                && sum(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    private static boolean regon(String id) {
        boolean nine = sum(id, 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10 == at(id, 8) && number(id, 0, 9) > 0;
        return nine && (id.length() == 9 || sum(id, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10 == last(id));
    }

    private static boolean romanian(String id) {
        int check = sum(id, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        long county = number(id, 7, 9);
        return at(id, 0) > 0
                && isShortDate(number(id, 1, 3), number(id, 3, 5), number(id, 5, 7))
                && county >= 1
                && county <= 70
                && (check == 10 ? 1 : check) == last(id);
    }

    private static boolean romanianCompany(String id) {
        String digits = id.startsWith("RO") ? id.substring(2) : id;
        String padded = "0".repeat(10 - digits.length()) + digits;
        return sum(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == last(padded);
    }

    /** The number of the former Yugoslavia; the year has three digits. */
    private static boolean yugoslav(String id) {
        long year = number(id, 4, 7) + (at(id, 4) == 9 || at(id, 4) == 8 ? 1000 : 2000);
        int check = 11 - sum(id, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return isDate(year, number(id, 2, 4), number(id, 0, 2)) && (check == 11 ? 0 : check) == last(id);
    }

    private static boolean turkish(String id) {
        int odd = at(id, 0) + at(id, 2) + at(id, 4) + at(id, 6) + at(id, 8);
        int even = at(id, 1) + at(id, 3) + at(id, 5) + at(id, 7);
        return at(id, 0) > 0
                && Math.floorMod(7 * odd - even, 10) == at(id, 9)
                && (odd + even + at(id, 9)) % 10 == at(id, 10);
    }

    private static boolean turkishTax(String id) {
        int sum = 0;
        for (int index = 0; index < 9; index++) {
            int shifted = (at(id, index) + 9 - index) % 10;
            int powered = (shifted << (9 - index)) % 9;
            sum += shifted != 0 && powered == 0 ? 9 : powered;
        }
        return (10 - sum % 10) % 10 == last(id) && number(id, 0, 10) > 0;
    }
}
