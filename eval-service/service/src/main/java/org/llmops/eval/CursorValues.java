package org.llmops.eval;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.llmops.platform.problem.RequestProblem;

/** Reads what is in a cursor, which a caller may have tampered with. */
public final class CursorValues {
    private CursorValues() {}

    public static UUID uuid(String value) {
        return read(value, UUID::fromString);
    }

    public static Instant instant(String value) {
        return read(value, Instant::parse);
    }

    private static <T> T read(String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException tampered) {
            throw RequestProblem.CURSOR_MALFORMED.at(
                    "cursor", "Give back the next_cursor of the page before, unchanged");
        }
    }
}
