package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.luhn;
import static org.llmops.guardrail.pii.Digits.number;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks of devices, vehicles, dates and codes that no country owns. */
final class DeviceChecks {
    private static final String VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final Set<String> MONTHS =
            Set.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private DeviceChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("vin", DeviceChecks::isVin);
        checks.put("imei", id -> luhn(id) && !Digits.isRepeated(id) && number(id, 0, 2) > 0);
        checks.put("mac", id -> !Digits.isRepeated(id) || id.charAt(0) != '0' && id.charAt(0) != 'F');
        checks.put("mod97", id -> Digits.mod97(id) == 1);
        checks.put("mod_11_2", Digits::mod112);
        checks.put("bic", id -> COUNTRIES.contains(id.substring(4, 6)));
        checks.put("isin", id -> COUNTRIES.contains(id.substring(0, 2)) && luhn(spelled(id)));
        checks.put("date_dmy", id -> isDayMonthYear(id));
        checks.put("date_mdy", id -> isDayMonthYear(id.substring(2, 4) + id.substring(0, 2) + id.substring(4)));
        checks.put("date_ymd", id -> Digits.isDate(number(id, 0, 4), number(id, 4, 6), number(id, 6, 8)));
        checks.put("month_name", DeviceChecks::hasMonth);
    }

    /** 49 CFR 565.15: I, O and Q are never used, and North America and China fill in the check digit. */
    private static boolean isVin(String id) {
        int sum = 0;
        for (int index = 0; index < 17; index++) {
            int value = VIN_VALUES.indexOf(id.charAt(index));
            if (value < 0) {
                return false;
            }
            sum += value % 10 * VIN_WEIGHTS[index];
        }
        sum %= 11;
        return id.charAt(8) == (sum == 10 ? 'X' : (char) ('0' + sum));
    }

    private static String spelled(String id) {
        StringBuilder digits = new StringBuilder();
        id.chars().forEach(symbol -> digits.append(Symbols.value(symbol)));
        return digits.toString();
    }

    private static boolean isDayMonthYear(String id) {
        long year = number(id, 4, id.length());
        return Digits.isDate(id.length() == 6 ? 2000 : year, number(id, 2, 4), number(id, 0, 2));
    }

    private static boolean hasMonth(String id) {
        StringBuilder letters = new StringBuilder();
        id.chars().filter(symbol -> symbol >= 'A').forEach(symbol -> letters.append((char) symbol));
        return MONTHS.contains(letters.toString());
    }
}
