package org.llmops.guardrail.secrets;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;

/**
 * Private keys in PEM form (RFC 7468) and of PGP (RFC 9580), from the first dashes to the last. What lies between may be
 * quoted or escaped, as in JSON; a key that is cut off counts as far as it goes.
 */
final class PrivateKeys implements Scanner {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String KIND = "PRIVATE KEY";
    private static final String DASHES = "-----";

    /** The label between the dashes, such as {@code RSA PRIVATE KEY}. */
    private static final int MAX_LABEL = 64;

    /** RSA with 16384 bits takes 12,700 characters. */
    private static final int MAX_KEY = 16_384;

    /** A shorter body is an example with dots or a placeholder in it. */
    private static final int MIN_BODY = 40;

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        int position = next(text, from);
        while (position < text.end()) {
            int body = bodyStart(text, position);
            if (body == GrowingText.UNKNOWN) {
                return position;
            }
            if (body == position) {
                position = next(text, position + 1);
                continue;
            }
            int end = bodyEnd(text, body, position + MAX_KEY);
            if (end == GrowingText.UNKNOWN) {
                return position;
            }
            if (isKey(text, body, end)) {
                found.accept(Match.proven(
                        "PRIVATE_KEY", "private-key", position, end, "Stands between the marks of a private key"));
            }
            position = next(text, end);
        }
        return text.end();
    }

    /** Where the first dash of a key may be. */
    private static int next(GrowingText text, int from) {
        int end = text.end();
        if (from >= end) {
            return end;
        }
        int[] codePoints = text.codePoints(from, end);
        int shift = text.firstKept();
        for (int position = from; position < end; position++) {
            if (codePoints[position - shift] == '-') {
                return position;
            }
        }
        return end;
    }

    /** Behind the first line of a private key; {@code start} itself, if no such line begins here. */
    private static int bodyStart(GrowingText text, int start) {
        int begun = matched(text, start, BEGIN);
        if (begun != BEGIN.length()) {
            return begun == GrowingText.UNKNOWN ? begun : start;
        }
        StringBuilder label = new StringBuilder();
        int position = start + begun;
        while (label.length() < MAX_LABEL && (isLabel(text.at(position)))) {
            label.appendCodePoint(text.at(position++));
        }
        int dashes = matched(text, position, DASHES);
        if (dashes == GrowingText.UNKNOWN) {
            return dashes;
        }
        return dashes == DASHES.length() && label.indexOf(KIND) >= 0 ? position + dashes : start;
    }

    /** Behind the last line, or where the text stops looking like a key. */
    private static int bodyEnd(GrowingText text, int body, int limit) {
        for (int position = body; position < limit; position++) {
            int codePoint = text.at(position);
            if (codePoint == GrowingText.UNKNOWN) {
                return GrowingText.UNKNOWN;
            }
            if (codePoint == '-') {
                int ends = matched(text, position, END);
                if (ends == GrowingText.UNKNOWN) {
                    return ends;
                }
                if (ends == END.length()) {
                    return lastLineEnd(text, position + ends);
                }
                if (matched(text, position, DASHES) == DASHES.length()) {
                    return position;
                }
            } else if (!isBody(codePoint)) {
                return position;
            }
        }
        return limit;
    }

    private static int lastLineEnd(GrowingText text, int from) {
        int position = from;
        while (position - from < MAX_LABEL && isLabel(text.at(position))) {
            position++;
        }
        int dashes = matched(text, position, DASHES);
        if (dashes == GrowingText.UNKNOWN) {
            return dashes;
        }
        return position + (dashes == DASHES.length() ? dashes : 0);
    }

    private static boolean isKey(GrowingText text, int body, int end) {
        int signs = 0;
        for (int position = body; position < end; position++) {
            signs += CodePoint.isAsciiAlphanumeric(text.at(position)) ? 1 : 0;
        }
        return signs >= MIN_BODY;
    }

    /** How many signs of a mark stand here: all, fewer, or as many as is known so far. */
    private static int matched(GrowingText text, int start, String mark) {
        for (int index = 0; index < mark.length(); index++) {
            int codePoint = text.at(start + index);
            if (codePoint == GrowingText.UNKNOWN) {
                return GrowingText.UNKNOWN;
            }
            if (codePoint != mark.charAt(index)) {
                return index;
            }
        }
        return mark.length();
    }

    private static boolean isLabel(int codePoint) {
        return codePoint >= 'A' && codePoint <= 'Z' || CodePoint.isAsciiDigit(codePoint) || codePoint == ' ';
    }

    /** Base64, line ends also as they are escaped or quoted, and the headers of an encrypted key. */
    private static boolean isBody(int codePoint) {
        return CodePoint.isAsciiAlphanumeric(codePoint)
                || Character.isWhitespace(codePoint)
                || "+/=\\\"',:>|#*_.()@<".indexOf(codePoint) >= 0;
    }
}
