package org.llmops.simulator.serving;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A model for benchmarks: {@code sim-bench} answers about 1 KB at once, streamed as 32 words; {@code sim-bench-stream}
 * streams 64 words, one each 20 ms; {@code sim-bench-100x5} streams 100 words, one each 5 ms.
 */
record BenchModel(String name, int chunks, int delayMs) {

    static final String PLAIN = "sim-bench";
    static final String STREAM = "sim-bench-stream";

    /** With the envelope of any API the body has about 1 KB. */
    private static final int WORDS_OF_A_BODY = 100;

    private static final int MOST_CHUNKS = 10_000;
    private static final int LONGEST_DELAY_MS = 60_000;
    private static final byte[] MODEL = "\"model\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAMED = "\"stream\"".getBytes(StandardCharsets.US_ASCII);

    /** The model that the path or the body names, if it is one of these. */
    static @Nullable BenchModel askedFor(String path, @Nullable Buffer body) {
        int inPath = path.indexOf(PLAIN);
        if (inPath >= 0) {
            int end = inPath;
            while (end < path.length() && isOfName(path.charAt(end))) {
                end++;
            }
            return named(path.substring(inPath, end));
        }
        int value = body == null ? -1 : value(body, MODEL);
        if (value < 0 || body == null || body.getByte(value) != '"') {
            return null;
        }
        int end = value + 1;
        while (end < body.length() && isOfName((char) body.getByte(end))) {
            end++;
        }
        return named(body.getString(value + 1, end));
    }

    /** Whether the body asks for a stream. */
    static boolean wantsStream(@Nullable Buffer body) {
        int value = body == null ? -1 : value(body, STREAMED);
        return value >= 0 && body != null && body.getByte(value) == 't';
    }

    static @Nullable BenchModel named(String name) {
        if (!name.startsWith(PLAIN)) {
            return null;
        }
        return switch (name) {
            case PLAIN -> new BenchModel(name, 32, 0);
            case STREAM -> new BenchModel(name, 64, 20);
            default -> measured(name);
        };
    }

    private static @Nullable BenchModel measured(String name) {
        String[] numbers = name.substring(PLAIN.length() + 1).split("x", -1);
        try {
            int chunks = Integer.parseInt(numbers[0]);
            int delayMs = Integer.parseInt(numbers[numbers.length - 1]);
            boolean inBounds = chunks > 0 && chunks <= MOST_CHUNKS && delayMs >= 0 && delayMs <= LONGEST_DELAY_MS;
            return numbers.length == 2 && inBounds ? new BenchModel(name, chunks, delayMs) : null;
        } catch (NumberFormatException notOfThese) {
            return null;
        }
    }

    /** How long the answer is. */
    int words(boolean stream) {
        return stream ? chunks : WORDS_OF_A_BODY;
    }

    boolean paced() {
        return delayMs > 0;
    }

    private static boolean isOfName(char character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || character == '-';
    }

    /** Where the value of the first member of that name begins; it is not told from one that is nested deeper. */
    private static int value(Buffer body, byte[] name) {
        int length = body.length();
        for (int start = 0; start + name.length < length; start++) {
            if (body.getByte(start) == '"'
                    && (start == 0 || body.getByte(start - 1) != '\\')
                    && is(body, start, name)) {
                int value = afterSpace(body, start + name.length);
                if (value < length && body.getByte(value) == ':') {
                    int found = afterSpace(body, value + 1);
                    return found < length ? found : -1;
                }
            }
        }
        return -1;
    }

    private static boolean is(Buffer body, int start, byte[] name) {
        for (int index = 0; index < name.length; index++) {
            if (body.getByte(start + index) != name[index]) {
                return false;
            }
        }
        return true;
    }

    private static int afterSpace(Buffer body, int start) {
        int position = start;
        while (position < body.length() && Character.isWhitespace(body.getByte(position))) {
            position++;
        }
        return position;
    }
}
