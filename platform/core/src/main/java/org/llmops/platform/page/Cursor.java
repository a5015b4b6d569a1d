package org.llmops.platform.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.problem.RequestProblem;

/** A place in a list, opaque to the caller. It names sort values only: what may be read is decided anew for each page. */
public final class Cursor {
    private static final String SEPARATOR = "\u001f";

    private Cursor() {}

    public static String encode(String... values) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, values).getBytes(UTF_8));
    }

    public static List<String> decode(String cursor, int values) {
        try {
            List<String> decoded =
                    List.of(new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(SEPARATOR, -1));
            if (decoded.size() == values) {
                return decoded;
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through: every malformed cursor is the same problem.
        }
        throw malformed();
    }

    /** Reads one of a cursor's values, which its bearer may have tampered with. */
    public static <T> T read(String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException tampered) {
            throw malformed();
        }
    }

    private static Problem malformed() {
        return RequestProblem.CURSOR_MALFORMED.at("cursor", "Give back the next_cursor of the page before, unchanged");
    }
}
