package org.llmops.guardrail.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The phrases of {@code orders.txt}, each with what it means. */
final class OrderWords {
    private static final String FILE = "/injection/orders.txt";

    /** What a phrase does in a sentence. */
    enum Role {
        /** Orders, where a sentence or a clause begins. */
        VERB,
        /** May stand before a verb that orders. */
        LEAD,
        /** Counts anywhere. */
        WORD,
        /** Begins a question. */
        ASK
    }

    /** A kind of phrases. */
    record Meaning(Role role, String name) {}

    private final List<Meaning> meanings = new ArrayList<>();
    private final PhraseTree phrases;

    OrderWords() {
        Map<String, Integer> known = new LinkedHashMap<>();
        List<PhraseTree.Phrase> read = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(OrderWords.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> read(line, known, read));
        } catch (IOException damaged) {
            throw new UncheckedIOException(FILE + " cannot be read", damaged);
        }
        phrases = new PhraseTree(read);
    }

    Meaning meaning(int number) {
        return meanings.get(number);
    }

    void find(PlainText text, int start, PhraseTree.Sink found) {
        phrases.find(text.letters, start, text.length(), found);
    }

    private void read(String line, Map<String, Integer> known, List<PhraseTree.Phrase> phrases) {
        int colon = line.indexOf(':');
        String head = line.substring(0, colon);
        int number = known.computeIfAbsent(head, unknown -> {
            int space = head.indexOf(' ');
            Role role = Role.valueOf((space < 0 ? head : head.substring(0, space)).toUpperCase(Locale.ROOT));
            meanings.add(new Meaning(role, head.substring(space + 1)));
            return meanings.size() - 1;
        });
        for (String phrase : line.substring(colon + 1).split(",")) {
            PlainText plain = PlainText.of(phrase);
            phrases.add(new PhraseTree.Phrase(
                    new String(plain.letters, 0, plain.length()), phrase.strip().endsWith("*"), number));
        }
    }
}
