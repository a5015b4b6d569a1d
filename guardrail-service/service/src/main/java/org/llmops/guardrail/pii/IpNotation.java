package org.llmops.guardrail.pii;

import org.llmops.guardrail.detecting.CodePoint;

/** Reads IP addresses strictly: four unpadded decimal octets (RFC 6943), or the text forms of RFC 4291 section 2.2. */
final class IpNotation {
    private static final int GROUPS = 8;

    private IpNotation() {}

    static boolean isVersion4(String text) {
        int octets = 0;
        int position = 0;
        while (position <= text.length()) {
            int octet = 0;
            int start = position;
            while (position < text.length() && CodePoint.isAsciiDigit(text.charAt(position)) && position - start < 4) {
                octet = octet * 10 + text.charAt(position++) - '0';
            }
            int length = position - start;
            boolean ends = position == text.length();
            boolean padded = length > 1 && text.charAt(start) == '0';
            if (length == 0 || octet > 255 || padded || !ends && text.charAt(position) != '.') {
                return false;
            }
            octets++;
            if (ends) {
                return octets == 4;
            }
            position++;
        }
        return false;
    }

    static boolean isVersion6(String text) {
        int groups = 0;
        boolean compressed = false;
        int position = 0;
        if (text.startsWith("::")) {
            compressed = true;
            position = 2;
        }
        while (position < text.length()) {
            int start = position;
            while (position < text.length() && CodePoint.isHexDigit(text.charAt(position)) && position - start <= 4) {
                position++;
            }
            int length = position - start;
            if (position < text.length() && text.charAt(position) == '.') {
                groups += 2;
                return isVersion4(text.substring(start)) && isFull(groups, compressed);
            }
            if (length == 0 || length > 4) {
                return false;
            }
            groups++;
            if (position == text.length()) {
                break;
            }
            if (text.charAt(position++) != ':' || position == text.length()) {
                return false;
            }
            if (text.charAt(position) == ':') {
                if (compressed) {
                    return false;
                }
                compressed = true;
                position++;
            }
        }
        return isFull(groups, compressed);
    }

    private static boolean isFull(int groups, boolean compressed) {
        return compressed ? groups < GROUPS : groups == GROUPS;
    }
}
