package org.llmops.guardrail.pii;

import java.util.Locale;
import java.util.Set;

/** Bech32 (BIP 173), Bech32m (BIP 350) and the cash addresses that are written with the same alphabet. */
final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final long[] CASH_GENERATOR = {
        0x98f2bc8e61L, 0x79b76d99e2L, 0xf33e5fb3c4L, 0xae2eabe2a8L, 0x1e4f43e470L
    };
    private static final Set<String> WITNESS = Set.of("bc", "tb", "ltc");
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;

    private Bech32() {}

    static boolean passes(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        boolean oneCase = address.equals(lower) || address.equals(address.toUpperCase(Locale.ROOT));
        int separator = lower.lastIndexOf('1');
        if (!oneCase || separator < 1) {
            return false;
        }
        int check = 1;
        for (int index = 0; index < separator; index++) {
            check = step(check, lower.charAt(index) >> 5);
        }
        check = step(check, 0);
        for (int index = 0; index < separator; index++) {
            check = step(check, lower.charAt(index) & 31);
        }
        for (int index = separator + 1; index < lower.length(); index++) {
            int value = ALPHABET.indexOf(lower.charAt(index));
            if (value < 0) {
                return false;
            }
            check = step(check, value);
        }
        return check == constant(lower, separator);
    }

    /** Witness programs of version 0 use Bech32, later ones Bech32m; what is no witness program, Bech32. */
    private static int constant(String lower, int separator) {
        boolean program = WITNESS.contains(lower.substring(0, separator));
        return program && lower.charAt(separator + 1) != ALPHABET.charAt(0) ? BECH32M : BECH32;
    }

    /** An address of Bitcoin Cash without its prefix. */
    static boolean passesAsCash(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        long check = 1;
        for (char symbol : "bitcoincash".toCharArray()) {
            check = cashStep(check, symbol & 31);
        }
        check = cashStep(check, 0);
        for (int index = 0; index < lower.length(); index++) {
            int value = ALPHABET.indexOf(lower.charAt(index));
            if (value < 0) {
                return false;
            }
            check = cashStep(check, value);
        }
        return check == 1;
    }

    private static int step(int check, int value) {
        int top = check >>> 25;
        int next = (check & 0x1ffffff) << 5 ^ value;
        for (int bit = 0; bit < 5; bit++) {
            next ^= (top >> bit & 1) == 1 ? GENERATOR[bit] : 0;
        }
        return next;
    }

    private static long cashStep(long check, int value) {
        long top = check >>> 35;
        long next = (check & 0x07ffffffffL) << 5 ^ value;
        for (int bit = 0; bit < 5; bit++) {
            next ^= (top >> bit & 1) == 1 ? CASH_GENERATOR[bit] : 0;
        }
        return next;
    }
}
