package org.llmops.guardrail.pii;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Base 58 with a checksum, the way most crypto currencies write their addresses. */
final class Base58 {
    static final String BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    static final String RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

    private static final int CHECKSUM = 4;

    private Base58() {}

    /** What an address spells, or null when a character is none of the alphabet's. */
    static byte @Nullable [] decode(String address, String alphabet) {
        byte[] number = new byte[address.length()];
        int used = 0;
        for (int index = 0; index < address.length(); index++) {
            int carry = alphabet.indexOf(address.charAt(index));
            if (carry < 0) {
                return null;
            }
            for (int place = 0; place < used || carry != 0; place++) {
                carry += 58 * (number[place] & 0xFF);
                number[place] = (byte) carry;
                carry >>= 8;
                used = Math.max(used, place + 1);
            }
        }
        int zeros = 0;
        while (zeros < address.length() && address.charAt(zeros) == alphabet.charAt(0)) {
            zeros++;
        }
        byte[] decoded = new byte[zeros + used];
        for (int place = 0; place < used; place++) {
            decoded[zeros + place] = number[used - 1 - place];
        }
        return decoded;
    }

    /** Whether the last four bytes are the beginning of the doubled SHA-256 of what stands before. */
    static boolean passes(String address, String alphabet, int length) {
        byte[] decoded = decode(address, alphabet);
        if (decoded == null || decoded.length != length) {
            return false;
        }
        byte[] payload = Arrays.copyOf(decoded, length - CHECKSUM);
        byte[] checksum = Arrays.copyOfRange(decoded, length - CHECKSUM, length);
        return Arrays.equals(Arrays.copyOf(sha256(sha256(payload)), CHECKSUM), checksum);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
