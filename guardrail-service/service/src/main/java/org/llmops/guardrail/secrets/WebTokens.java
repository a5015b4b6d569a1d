package org.llmops.guardrail.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;

/**
 * JSON Web Tokens (RFC 7519): three or five parts in base64url, of which the first is a JSON object that names an
 * algorithm. That proves the form; nobody can tell from outside whether the signature holds.
 */
final class WebTokens implements Scanner {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Headers are short; what is longer is something else in base64. */
    private static final int MAX_HEADER = 1_024;

    private static final int MAX_TOKEN = 8_192;
    private static final int SIGNED_PARTS = 3;
    private static final int ENCRYPTED_PARTS = 5;

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        int position = next(text, from);
        while (position < text.end()) {
            if (isPart(text.at(position - 1)) || text.at(position - 1) == '.') {
                position = next(text, position + 1);
                continue;
            }
            if (text.at(position + 1) == GrowingText.UNKNOWN) {
                return position;
            }
            int end = end(text, position);
            if (end == GrowingText.UNKNOWN) {
                return position;
            }
            if (end > position) {
                found.accept(Match.proven(
                        "JSON_WEB_TOKEN", "jwt", position, end, "Its header is a JSON object that names an algorithm"));
            }
            position = next(text, Math.max(end, position + 2));
        }
        return text.end();
    }

    /**
     * Where a token may begin: a JSON object begins with a brace and a quote, in base64 with "eyJ"; with a blank between
     * them, with "ey".
     */
    private static int next(GrowingText text, int from) {
        int end = text.end();
        if (from >= end) {
            return end;
        }
        int[] codePoints = text.codePoints(from, end);
        int shift = text.firstKept();
        for (int position = from; position < end - 1; position++) {
            // In one comparison, since there is an e every few letters.
            if ((codePoints[position - shift] ^ 'e' | codePoints[position + 1 - shift] ^ 'y') == 0) {
                return position;
            }
        }
        return !text.isComplete() && codePoints[end - 1 - shift] == 'e' ? end - 1 : end;
    }

    /** The end of the token that begins here; the start itself, if none does. */
    private static int end(GrowingText text, int start) {
        int parts = 1;
        int headerEnd = start;
        for (int position = start; position - start <= MAX_TOKEN; position++) {
            int codePoint = text.at(position);
            if (isPart(codePoint)) {
                if (parts == 1 && position - start == MAX_HEADER) {
                    return start;
                }
                continue;
            }
            if (codePoint == GrowingText.UNKNOWN) {
                return GrowingText.UNKNOWN;
            }
            if (codePoint == '.' && parts == 1) {
                headerEnd = position;
                if (!isHeader(text.substring(start, headerEnd))) {
                    return start;
                }
            }
            int next = codePoint == '.' ? text.at(position + 1) : GrowingText.EDGE;
            if (next == GrowingText.UNKNOWN) {
                return GrowingText.UNKNOWN;
            }
            // The last part may be empty (RFC 7519 section 6), and the second of an encrypted token.
            boolean goesOn = codePoint == '.' && (isPart(next) || parts == 1 || parts < SIGNED_PARTS || next == '.');
            if (goesOn && parts < ENCRYPTED_PARTS) {
                parts++;
                continue;
            }
            return parts >= SIGNED_PARTS ? position : start;
        }
        return parts >= SIGNED_PARTS ? start + MAX_TOKEN : start;
    }

    private static boolean isHeader(String part) {
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(part));
            return header != null && header.isObject() && header.path("alg").isTextual();
        } catch (IOException | IllegalArgumentException other) {
            return false;
        }
    }

    private static boolean isPart(int codePoint) {
        return CodePoint.isAsciiAlphanumeric(codePoint) || codePoint == '-' || codePoint == '_';
    }
}
