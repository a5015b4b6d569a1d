package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.at;
import static org.llmops.guardrail.pii.Digits.falling;
import static org.llmops.guardrail.pii.Digits.isDate;
import static org.llmops.guardrail.pii.Digits.isShortDate;
import static org.llmops.guardrail.pii.Digits.last;
import static org.llmops.guardrail.pii.Digits.luhn;
import static org.llmops.guardrail.pii.Digits.number;
import static org.llmops.guardrail.pii.Digits.sum;

import java.util.Map;
import java.util.Set;

/** Check digits and rules of issue of Asia. */
final class AsianChecks {
    private static final String BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String CHINESE_COMPANY = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /** Where the letters of Taiwan's numbers stand in the order of their values, from 10 on. */
    private static final String TAIWANESE = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private static final Set<Integer> KOREAN_LICENCE_REGIONS =
            Set.of(11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28);

    private AsianChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put(
                "in_aadhaar",
                id -> at(id, 0) >= 2
                        && Digits.verhoeff(id, 0, 12)
                        && !new StringBuilder(id).reverse().toString().equals(id));
        checks.put("in_gstin_form", id -> isIndianState(number(id, 0, 2)));
        checks.put("in_gstin", id -> isIndianState(number(id, 0, 2)) && base36(id) == id.charAt(14));
        checks.put("sg_nric", AsianChecks::singaporean);
        checks.put("sg_uen", AsianChecks::singaporeanEntity);
        checks.put("kr_rrn", id -> korean(id) && (11 - koreanSum(id) % 11) % 10 == last(id));
        checks.put("kr_rrn_form", AsianChecks::korean);
        checks.put("kr_frn", id -> korean(id) && (13 - koreanSum(id) % 11) % 10 == last(id));
        checks.put(
                "kr_brn", id -> (10 - (sum(id, 1, 3, 7, 1, 3, 7, 1, 3, 5) + at(id, 8) * 5 / 10) % 10) % 10 == last(id));
        checks.put("kr_driving", id -> KOREAN_LICENCE_REGIONS.contains((int) number(id, 0, 2)));
        checks.put("jp_my_number", AsianChecks::japanese);
        checks.put("jp_corporate", AsianChecks::japaneseCompany);
        checks.put("cn_id", id -> isChineseRegion(number(id, 0, 2)) && Digits.isFullDate(id, 6) && chinese(id));
        checks.put("cn_uscc", AsianChecks::chineseCompany);
        checks.put("hk_id", AsianChecks::hongKong);
        checks.put("tw_id", AsianChecks::taiwanese);
        checks.put("tw_ubn", AsianChecks::taiwaneseCompany);
        checks.put(
                "th_id",
                id -> thaiRegion((int) number(id, 1, 3))
                        && at(id, 0) > 0
                        && (11 - falling(id, 13, 12) % 11) % 10 == last(id));
        checks.put("my_nric", id -> Digits.isYearMonthDay(id, 0) && isMalaysianPlace((int) number(id, 6, 8)));
        checks.put(
                "id_nik",
                id -> number(id, 0, 2) >= 11
                        && number(id, 0, 2) <= 97
                        && number(id, 12, 16) > 0
                        && isShortDate(number(id, 10, 12), number(id, 8, 10), number(id, 6, 8) % 40));
        checks.put("ph_tin", id -> falling(id, 9, 8) % 11 == at(id, 8) && number(id, 0, 9) > 0);
        checks.put("vn_cccd", id -> number(id, 0, 3) >= 1 && number(id, 0, 3) <= 96);
        checks.put(
                "lk_nic",
                id -> isSriLankan(id.length() == 10 ? number(id, 2, 5) : number(id, 4, 7))
                        && (id.length() == 10 || number(id, 0, 4) >= 1900 && number(id, 0, 4) <= 2025));
        checks.put("ae_id", id -> luhn(id) && number(id, 3, 7) >= 1900 && number(id, 3, 7) <= 2026);
        checks.put(
                "kw_id",
                id -> isShortDate(number(id, 1, 3), number(id, 3, 5), number(id, 5, 7))
                        && 11 - sum(id, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11 == last(id));
        checks.put("ir_code", AsianChecks::iranian);
        checks.put("kz_iin", AsianChecks::kazakh);
        checks.put("pk_cnic", id -> at(id, 0) >= 1 && at(id, 0) <= 7);
    }

    private static boolean isIndianState(long code) {
        return code >= 1 && code <= 38 && code != 38 || code == 97;
    }

    /** The Goods and Services Tax Network's weighing: factors 1 and 2 in turn, quotient and remainder by 36. */
    private static char base36(String id) {
        int sum = 0;
        for (int index = 0; index < 14; index++) {
            int product = at(id, index) * (index % 2 + 1);
            sum += product / 36 + product % 36;
        }
        return BASE_36.charAt((36 - sum % 36) % 36);
    }

    private static boolean singaporean(String id) {
        char type = id.charAt(0);
        int sum = Digits.sumFrom(id, 1, 2, 7, 6, 5, 4, 3, 2);
        char check = switch (type) {
            case 'S' -> "JZIHGFEDCBA".charAt(sum % 11);
            case 'T' -> "JZIHGFEDCBA".charAt((sum + 4) % 11);
            case 'F' -> "XWUTRQPNMLK".charAt(sum % 11);
            case 'G' -> "XWUTRQPNMLK".charAt((sum + 4) % 11);
            default -> "KLJNPQRTUWX".charAt((10 - (sum + 3) % 11) % 11);
        };
        return check == id.charAt(8);
    }

    /** Businesses, local companies, and all other entities have numbers of their own. */
    private static boolean singaporeanEntity(String id) {
        char check = id.charAt(id.length() - 1);
        if (id.length() == 9) {
            return "XMKECAWLJDB".charAt(sum(id, 10, 4, 9, 3, 8, 2, 7, 1) % 11) == check;
        }
        if (at(id, 0) <= 9) {
            return number(id, 0, 4) >= 1800 && "ZKCMDNERGWH".charAt(sum(id, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11) == check;
        }
        String alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
        int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
        int sum = 0;
        for (int index = 0; index < weights.length; index++) {
            sum += alphabet.indexOf(id.charAt(index)) * weights[index];
        }
        return alphabet.charAt(Math.floorMod(sum - 5, 11)) == check;
    }

    private static boolean korean(String id) {
        long century = at(id, 6) % 4 == 1 || at(id, 6) % 4 == 2 ? 1900 : 2000;
        return isDate(century + number(id, 0, 2), number(id, 2, 4), number(id, 4, 6));
    }

    private static int koreanSum(String id) {
        return sum(id, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
    }

    private static boolean japanese(String id) {
        int remainder = sum(id, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return (remainder < 2 ? 0 : 11 - remainder) == last(id) && !Digits.isRepeated(id);
    }

    private static boolean japaneseCompany(String id) {
        return 9 - Digits.sumFrom(id, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1) % 9 == at(id, 0);
    }

    private static boolean isChineseRegion(long code) {
        return code >= 11 && code <= 15
                || code >= 21 && code <= 23
                || code >= 31 && code <= 37
                || code >= 41 && code <= 46
                || code >= 50 && code <= 54
                || code >= 61 && code <= 65
                || code == 71
                || code >= 81 && code <= 83;
    }

    private static boolean chinese(String id) {
        return Digits.mod112(id);
    }

    private static boolean chineseCompany(String id) {
        int power = 1;
        int sum = 0;
        for (int index = 0; index < 17; index++) {
            int value = CHINESE_COMPANY.indexOf(id.charAt(index));
            if (value < 0) {
                return false;
            }
            sum += value * power;
            power = power * 3 % 31;
        }
        return CHINESE_COMPANY.charAt((31 - sum % 31) % 31) == id.charAt(17);
    }

    /** A missing first letter counts as 36. */
    private static boolean hongKong(String id) {
        int sum = id.length() == 8 ? 9 * 36 : 9 * at(id, 0);
        for (int index = 0; index < 7; index++) {
            sum += at(id, id.length() - 8 + index) * (8 - index);
        }
        int last = id.charAt(id.length() - 1) == 'A' ? 10 : last(id);
        return last <= 10 && (sum + last) % 11 == 0;
    }

    private static boolean taiwanese(String id) {
        int place = TAIWANESE.indexOf(id.charAt(0)) + 10;
        int second = at(id, 1) > 9 ? (TAIWANESE.indexOf(id.charAt(1)) + 10) % 10 : at(id, 1);
        int sum = place / 10 + place % 10 * 9 + second * 8 + Digits.sumFrom(id, 2, 7, 6, 5, 4, 3, 2, 1, 1);
        return sum % 10 == 0;
    }

    /** Since 2023 the sum only has to be divisible by five. */
    private static boolean taiwaneseCompany(String id) {
        int sum = Digits.crossSum(id, 1, 2, 1, 2, 1, 2, 4, 1);
        return (sum % 5 == 0 || at(id, 6) == 7 && (sum + 1) % 5 == 0) && number(id, 0, 8) > 0;
    }

    private static boolean thaiRegion(int code) {
        return code >= 10 && code <= 27
                || code >= 30 && code <= 58
                || code >= 60 && code <= 67
                || code >= 70 && code <= 77
                || code >= 80 && code <= 86
                || code >= 90 && code <= 96;
    }

    private static boolean isMalaysianPlace(int code) {
        return code != 0
                && code != 17
                && code != 18
                && code != 19
                && code != 20
                && code <= 99
                && code != 69
                && code != 70
                && code != 73
                && code != 80
                && code != 81
                && !(code >= 94 && code <= 97);
    }

    /** The day of the year; 500 more for women. */
    private static boolean isSriLankan(long day) {
        return day % 500 >= 1 && day % 500 <= 366 && day < 1000;
    }

    private static boolean iranian(String id) {
        int remainder = falling(id, 10, 9) % 11;
        return (remainder < 2 ? remainder : 11 - remainder) == last(id) && !Digits.isRepeated(id);
    }

    private static boolean kazakh(String id) {
        int check = sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11;
        check = check == 10 ? sum(id, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11 : check;
        return Digits.isYearMonthDay(id, 0) && at(id, 6) <= 6 && check == last(id);
    }
}
