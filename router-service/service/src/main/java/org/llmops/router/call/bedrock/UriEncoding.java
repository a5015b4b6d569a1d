package org.llmops.router.call.bedrock;

import java.nio.charset.StandardCharsets;

/** Percent encoding as AWS wants it: everything but letters, digits and {@code -._~}, in capitals. */
final class UriEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UriEncoding() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
            }
        }
        return encoded.toString();
    }

    /** Segment by segment: the slashes of a path stay. */
    static String encodePath(String path) {
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            encoded.append(encode(path.substring(start, slash))).append('/');
            start = slash + 1;
        }
        return encoded.append(encode(path.substring(start))).toString();
    }

    private static boolean isPlain(byte b) {
        return b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
