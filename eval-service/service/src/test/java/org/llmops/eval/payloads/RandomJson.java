package org.llmops.eval.payloads;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes up JSON as any client might write it: blanks anywhere, escapes, and all forms of numbers. */
final class RandomJson {
    private static final String[] NUMBERS = {"0", "-0.0", "1.0", "1", "1e5", "1E-7", "12345678901234567890", "3.14159"};
    private static final String[] TEXTS = {
        "",
        "hi",
        "\\n\\t\\\"",
        "]}",
        "[{",
        "ü",
        "😀",
        "\\u0000",
        "\\uD83D\\uDE00",
        "\\/",
        "messages",
        "日本語",
        "\u007f\u00a0\u2028"
    };
    private static final String[] BLANKS = {"", "", "", " ", "\n", "\r\n", "\t  "};

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    /** A chat request with at least one message. */
    String request() {
        return "{" + list(random.nextInt(3), () -> field("before" + random.nextInt(), value(2)) + blank() + ",")
                + field("messages", "[" + blank() + commas(1 + random.nextInt(6), () -> object(3)) + blank() + "]")
                + list(random.nextInt(3), () -> blank() + "," + field("after" + random.nextInt(), value(2)))
                + blank() + "}" + blank();
    }

    String value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 1 -> text();
            case 2 -> random.nextBoolean() ? "true" : "false";
            case 3 -> "null";
            case 4 -> "[" + blank() + commas(random.nextInt(4), () -> value(depth - 1)) + blank() + "]";
            default -> object(depth - 1);
        };
    }

    private String object(int depth) {
        return "{" + commas(random.nextInt(4), () -> field("f" + random.nextInt(), value(depth))) + blank() + "}";
    }

    private String field(String name, String value) {
        return blank() + '"' + name + '"' + blank() + ":" + blank() + value;
    }

    private String text() {
        return '"' + list(random.nextInt(5), () -> TEXTS[random.nextInt(TEXTS.length)]) + '"';
    }

    private String blank() {
        return BLANKS[random.nextInt(BLANKS.length)];
    }

    private String commas(int count, Supplier<String> item) {
        return Stream.generate(() -> blank() + item.get() + blank())
                .limit(count)
                .collect(Collectors.joining(","));
    }

    private static String list(int count, Supplier<String> item) {
        return Stream.generate(item).limit(count).collect(Collectors.joining());
    }
}
