package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.at;
import static org.llmops.guardrail.pii.Digits.last;
import static org.llmops.guardrail.pii.Digits.luhn;
import static org.llmops.guardrail.pii.Digits.number;
import static org.llmops.guardrail.pii.Digits.sum;

import java.util.Map;

/** Check digits and rules of issue of Africa, Australia and New Zealand. */
final class SouthernChecks {
    private SouthernChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("au_abn", id -> at(id, 0) > 0 && (sum(id, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0);
        checks.put(
                "au_acn", id -> (10 - sum(id, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10 == last(id) && number(id, 0, 9) > 0);
        checks.put("au_medicare", id -> sum(id, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == at(id, 8));
        checks.put("au_tfn", id -> sum(id, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && number(id, 0, 9) > 0);
        checks.put("nz_ird", SouthernChecks::newZealandTax);
        checks.put("nz_nhi", SouthernChecks::newZealandHealth);
        checks.put("za_id", id -> Digits.isYearMonthDay(id, 0) && luhn(id));
        checks.put("ng_nin", id -> at(id, 0) > 0 && Digits.verhoeff(id, 0, 11));
        checks.put(
                "eg_id",
                id -> (at(id, 0) == 2 || at(id, 0) == 3)
                        && Digits.isDate((at(id, 0) + 17) * 100L + number(id, 1, 3), number(id, 3, 5), number(id, 5, 7))
                        && (number(id, 7, 9) >= 1 && number(id, 7, 9) <= 35 || number(id, 7, 9) == 88));
        checks.put("tz_nida", id -> Digits.isFullDate(id, 0));
        checks.put("rw_id", id -> number(id, 1, 5) >= 1900 && number(id, 1, 5) <= 2026);
        checks.put(
                "zw_id",
                id -> "ZABCDEFGHJKLMNPQRSTVWXY".charAt((int)
                                (number(id.substring(0, id.length() - 3), 0, id.length() - 3) % 23))
                        == id.charAt(id.length() - 3));
    }

    private static boolean newZealandTax(String id) {
        String padded = "0".repeat(9 - id.length()) + id;
        long value = number(padded, 0, 9);
        int check = Math.floorMod(-sum(padded, 3, 2, 7, 6, 5, 4, 3, 2), 11);
        check = check == 10 ? Math.floorMod(-sum(padded, 7, 4, 3, 2, 5, 2, 7, 6), 11) : check;
        return value > 10_000_000 && value < 150_000_000 && check == last(padded);
    }

    /** Letters count from 1 without I and O; the older form ends in a digit modulo 11, the newer in a letter modulo 23. */
    private static boolean newZealandHealth(String id) {
        String alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ";
        int sum = 0;
        for (int index = 0; index < 6; index++) {
            char symbol = id.charAt(index);
            int value = Character.isDigit(symbol) ? symbol - '0' : alphabet.indexOf(symbol) + 1;
            if (value == 0 && !Character.isDigit(symbol)) {
                return false;
            }
            sum += value * (7 - index);
        }
        char check = id.charAt(6);
        if (Character.isDigit(check)) {
            return sum % 11 != 0 && (11 - sum % 11) % 10 == check - '0';
        }
        return alphabet.charAt(22 - sum % 23) == check;
    }
}
