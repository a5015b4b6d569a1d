package org.llmops.guardrail.pii;

import static org.llmops.guardrail.pii.Digits.at;
import static org.llmops.guardrail.pii.Digits.falling;
import static org.llmops.guardrail.pii.Digits.last;
import static org.llmops.guardrail.pii.Digits.luhn;
import static org.llmops.guardrail.pii.Digits.number;
import static org.llmops.guardrail.pii.Digits.sum;

import java.util.Map;
import java.util.Set;

/** Check digits and rules of issue of the Americas. */
final class AmericanChecks {
    /** Printed on sample cards and in advertisements, and never given to anybody. */
    private static final Set<String> SAMPLE_SSN =
            Set.of("078051120", "123456789", "219099999", "987654320", "987654321");

    /** Internal Revenue Service: prefixes that no campus assigns. */
    private static final Set<Integer> NO_EIN_PREFIX =
            Set.of(0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97);

    private static final String MEXICAN = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
    private static final String MEXICAN_TAX = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

    private AmericanChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("us_ssn", AmericanChecks::socialSecurity);
        checks.put("us_ein", id -> !NO_EIN_PREFIX.contains((int) number(id, 0, 2)));
        checks.put("us_aba", id -> sum(id, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0 && number(id, 0, 9) > 0);
        checks.put(
                "us_dea",
                id -> (at(id, 2) + at(id, 4) + at(id, 6) + 2 * (at(id, 3) + at(id, 5) + at(id, 7))) % 10 == last(id));
        checks.put("us_npi", id -> luhn("80840" + id) && !Digits.isRepeated(id.substring(0, 9)));
        checks.put("luhn", id -> luhn(id) && !Digits.isRepeated(id));
        checks.put("luhn_9", id -> luhn(id, 0, 9) && !Digits.isRepeated(id.substring(0, 9)));
        checks.put("luhn_10", id -> luhn(id, 0, 10) && !Digits.isRepeated(id.substring(0, 10)));
        checks.put(
                "br_cpf",
                id -> !Digits.isRepeated(id)
                        && brazilian(falling(id, 10, 9)) == at(id, 9)
                        && brazilian(falling(id, 11, 10)) == at(id, 10));
        checks.put("br_cnpj", AmericanChecks::brazilianCompany);
        checks.put("br_cnh", AmericanChecks::brazilianDriver);
        checks.put(
                "br_pis", id -> !Digits.isRepeated(id) && brazilian(sum(id, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == last(id));
        checks.put("br_voter", AmericanChecks::brazilianVoter);
        checks.put("mx_curp", AmericanChecks::mexicanPerson);
        checks.put("mx_rfc", AmericanChecks::mexicanTax);
        checks.put("mx_clabe", AmericanChecks::mexicanAccount);
        checks.put("ar_cuit", id -> (11 - sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == last(id));
        checks.put("cl_rut", AmericanChecks::chilean);
        checks.put("co_nit", AmericanChecks::colombian);
        checks.put(
                "pe_ruc",
                id -> (11 - sum(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10 == last(id)
                        && Set.of(10L, 15L, 16L, 17L, 20L).contains(number(id, 0, 2)));
        checks.put(
                "ec_cedula",
                id -> luhn(id)
                        && (number(id, 0, 2) >= 1 && number(id, 0, 2) <= 24 || number(id, 0, 2) == 30)
                        && at(id, 2) < 6);
        checks.put("uy_ci", id -> (10 - sum(id, 2, 9, 8, 7, 6, 3, 4) % 10) % 10 == last(id) && number(id, 0, 8) > 0);
        checks.put("ve_rif", id -> venezuelan(id) == last(id));
        checks.put("py_ruc", AmericanChecks::paraguayan);
        checks.put("do_rnc", id -> (10 - sum(id, 7, 9, 8, 6, 5, 4, 3, 2) % 11) % 9 + 1 == last(id));
        checks.put("gt_nit", AmericanChecks::guatemalan);
        checks.put("sv_dui", id -> (10 - falling(id, 9, 8) % 10) % 10 == last(id) && number(id, 0, 9) > 0);
    }

    private static boolean socialSecurity(String id) {
        long area = number(id, 0, 3);
        return area != 0
                && area != 666
                && number(id, 3, 5) != 0
                && number(id, 5, 9) != 0
                && !Digits.isRepeated(id)
                && !SAMPLE_SSN.contains(id);
    }

    private static int brazilian(int sum) {
        int check = 11 - sum % 11;
        return check > 9 ? 0 : check;
    }

    private static boolean brazilianCompany(String id) {
        return !Digits.isRepeated(id)
                && brazilian(companySum(id, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == at(id, 12)
                && brazilian(companySum(id, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == at(id, 13);
    }

    /** Letters, which companies registered from 2026 on may have, count by their distance from zero in ASCII. */
    private static int companySum(String id, int... weights) {
        int sum = 0;
        for (int index = 0; index < weights.length; index++) {
            sum += (id.charAt(index) - '0') * weights[index];
        }
        return sum;
    }

    private static boolean brazilianDriver(String id) {
        int first = falling(id, 9, 9) % 11;
        int second = sum(id, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 - (first > 9 ? 2 : 0);
        second = second < 0 ? second + 11 : second;
        return !Digits.isRepeated(id)
                && (first > 9 ? 0 : first) == at(id, 9)
                && (second > 9 ? 0 : second) == at(id, 10);
    }

    private static boolean brazilianVoter(String id) {
        long state = number(id, 8, 10);
        int first = sum(id, 2, 3, 4, 5, 6, 7, 8, 9) % 11 % 10;
        int second = Digits.sumFrom(id, 8, 7, 8, 9) % 11 % 10;
        return state >= 1 && state <= 28 && first == at(id, 10) && second == at(id, 11);
    }

    private static boolean mexicanPerson(String id) {
        int sum = 0;
        for (int index = 0; index < 17; index++) {
            sum += MEXICAN.indexOf(id.charAt(index)) * (18 - index);
        }
        return Digits.isYearMonthDay(id, 4) && (10 - sum % 10) % 10 == last(id);
    }

    private static boolean mexicanTax(String id) {
        String padded = id.length() == 12 ? " " + id : id;
        int sum = 0;
        for (int index = 0; index < 12; index++) {
            sum += MEXICAN_TAX.indexOf(padded.charAt(index)) * (13 - index);
        }
        char check = "0A987654321".charAt(sum % 11 == 0 ? 0 : sum % 11 == 1 ? 1 : 0);
        if (sum % 11 > 1) {
            check = (char) ('0' + 11 - sum % 11);
        }
        return Digits.isYearMonthDay(padded, 4) && check == padded.charAt(12);
    }

    private static boolean mexicanAccount(String id) {
        int sum = 0;
        for (int index = 0; index < 17; index++) {
            sum += at(id, index) * new int[] {3, 7, 1}[index % 3] % 10;
        }
        return (10 - sum % 10) % 10 == last(id) && number(id, 0, 3) > 0;
    }

    private static boolean chilean(String id) {
        int sum = 0;
        for (int index = id.length() - 2; index >= 0; index--) {
            sum += at(id, index) * ((id.length() - 2 - index) % 6 + 2);
        }
        int check = 11 - sum % 11;
        char expected = check == 11 ? '0' : check == 10 ? 'K' : (char) ('0' + check);
        return expected == id.charAt(id.length() - 1) && number(id, 0, id.length() - 1) > 0;
    }

    private static boolean colombian(String id) {
        int[] weights = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};
        int sum = 0;
        for (int index = id.length() - 2; index >= 0; index--) {
            sum += at(id, index) * weights[id.length() - 2 - index];
        }
        int remainder = sum % 11;
        return (remainder < 2 ? remainder : 11 - remainder) == last(id) && number(id, 0, id.length() - 1) > 0;
    }

    private static int venezuelan(String id) {
        int holder = switch (id.charAt(0)) {
            case 'V' -> 4;
            case 'E' -> 8;
            case 'J' -> 12;
            case 'P' -> 16;
            default -> 20;
        };
        int check = 11 - (holder + Digits.sumFrom(id, 1, 3, 2, 7, 6, 5, 4, 3, 2)) % 11;
        return check > 9 ? 0 : check;
    }

    private static boolean paraguayan(String id) {
        int sum = 0;
        for (int index = id.length() - 2; index >= 0; index--) {
            sum += at(id, index) * (id.length() - index);
        }
        return Math.floorMod(-sum, 11) % 10 == last(id);
    }

    private static boolean guatemalan(String id) {
        int sum = 0;
        for (int index = id.length() - 2; index >= 0; index--) {
            sum += at(id, index) * (id.length() - index);
        }
        int check = (11 - sum % 11) % 11;
        return id.charAt(id.length() - 1) == (check == 10 ? 'K' : (char) ('0' + check));
    }
}
