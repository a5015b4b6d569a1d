package org.llmops.guardrail.pii;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Checksums in addresses of crypto currencies, which are read as written. */
final class CryptoChecks {
    private static final int ADDRESS = 25;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int MONERO_BLOCK = 11;

    private CryptoChecks() {}

    static void addTo(Map<String, Check> checks) {
        checks.put("base58", id -> Base58.passes(id, Base58.BITCOIN, ADDRESS));
        checks.put("base58_tezos", id -> Base58.passes(id, Base58.BITCOIN, 27));
        checks.put("base58_ripple", id -> Base58.passes(id, Base58.RIPPLE, ADDRESS));
        checks.put("base58_key", CryptoChecks::isKey);
        checks.put("bech32", Bech32::passes);
        checks.put("bech32_cash", Bech32::passesAsCash);
        checks.put("eip55", CryptoChecks::ethereum);
        checks.put("one_case", id -> isOneCase(id.substring(2)));
        checks.put("stellar", CryptoChecks::stellar);
        checks.put("monero", CryptoChecks::monero);
    }

    /** Solana addresses are public keys and carry no checksum: 32 bytes and mixed characters have to do. */
    private static boolean isKey(String id) {
        byte[] decoded = Base58.decode(id, Base58.BITCOIN);
        boolean mixed = id.chars().anyMatch(Character::isDigit)
                && id.chars().anyMatch(Character::isUpperCase)
                && id.chars().anyMatch(Character::isLowerCase);
        return mixed && decoded != null && decoded.length == 32;
    }

    /** EIP-55: a letter is a capital where the hash of the address has a high bit. */
    private static boolean ethereum(String id) {
        String address = id.substring(2);
        String lower = address.toLowerCase(Locale.ROOT);
        if (isOneCase(address)) {
            return false;
        }
        byte[] hash = Keccak.hash(lower.getBytes(StandardCharsets.US_ASCII));
        for (int index = 0; index < address.length(); index++) {
            char symbol = address.charAt(index);
            int nibble = hash[index / 2] >> (index % 2 == 0 ? 4 : 0) & 0xF;
            if (Character.isLetter(symbol) && Character.isUpperCase(symbol) != nibble > 7) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneCase(String address) {
        return address.equals(address.toLowerCase(Locale.ROOT)) || address.equals(address.toUpperCase(Locale.ROOT));
    }

    /** SEP-23: base 32, of which the last two bytes are a CRC-16 (XModem) of the others. */
    private static boolean stellar(String id) {
        byte[] bytes = new byte[id.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int used = 0;
        for (int index = 0; index < id.length(); index++) {
            int value = BASE_32.indexOf(id.charAt(index));
            if (value < 0) {
                return false;
            }
            buffer = (buffer << 5 | value) & 0xFFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[used++] = (byte) (buffer >> bits);
            }
        }
        int crc = 0;
        for (int index = 0; index < used - 2; index++) {
            crc ^= (bytes[index] & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1;
            }
        }
        return (bytes[used - 2] & 0xFF | (bytes[used - 1] & 0xFF) << 8) == crc;
    }

    /** Monero writes blocks of eight bytes as eleven characters, and ends with four bytes of a hash. */
    private static boolean monero(String id) {
        byte[] decoded = new byte[id.length() / MONERO_BLOCK * 8 + 5];
        int used = 0;
        for (int start = 0; start < id.length(); start += MONERO_BLOCK) {
            String block = id.substring(start, Math.min(id.length(), start + MONERO_BLOCK));
            int size = block.length() == MONERO_BLOCK ? 8 : 5;
            byte[] number = Base58.decode(block, Base58.BITCOIN);
            if (number == null) {
                return false;
            }
            int offset = 0;
            while (number.length - offset > size && number[offset] == 0) {
                offset++;
            }
            int length = number.length - offset;
            if (length > size || used + size > decoded.length) {
                return false;
            }
            System.arraycopy(number, offset, decoded, used + size - length, length);
            used += size;
        }
        byte[] payload = Arrays.copyOf(decoded, used - 4);
        return Arrays.equals(Arrays.copyOf(Keccak.hash(payload), 4), Arrays.copyOfRange(decoded, used - 4, used));
    }
}
