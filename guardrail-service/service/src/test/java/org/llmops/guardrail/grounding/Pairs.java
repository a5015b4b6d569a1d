package org.llmops.guardrail.grounding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Contexts and claims of our own, in seven languages, that no weight was learned from. */
final class Pairs {
    private Pairs() {}

    /** The source of a claim says whether it is {@code contradicted}, {@code unmentioned} or {@code supported}. */
    static List<LabelledAnswer> read() {
        List<LabelledAnswer> pairs = new ArrayList<>();
        String context = "";
        for (String line : text().lines().toList()) {
            String rest = line.substring(Math.min(2, line.length()));
            switch (line.charAt(0)) {
                case '=' -> context = rest;
                case '+' -> pairs.add(new LabelledAnswer("supported", context, rest, true));
                case '!' -> pairs.add(new LabelledAnswer("contradicted", context, rest, false));
                case '?' -> pairs.add(new LabelledAnswer("unmentioned", context, rest, false));
                default -> {}
            }
        }
        return pairs;
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(Pairs.class.getResourceAsStream("pairs.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
