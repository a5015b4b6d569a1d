package org.llmops.guardrail.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** The literal markers of {@code markers.txt}: what belongs to the frame of a conversation and not into its texts. */
final class Markers {
    private static final String FILE = "/injection/markers.txt";

    private static final int BEGINS = 0x80;

    private final List<Rule> rules = new ArrayList<>();
    private final PhraseTree markers;

    /** Whether some marker begins with an ASCII character. */
    private final boolean[] begins = new boolean[BEGINS];

    Markers() {
        List<PhraseTree.Phrase> read = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Markers.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank()).forEach(line -> read(line, read));
        } catch (IOException damaged) {
            throw new UncheckedIOException(FILE + " cannot be read", damaged);
        }
        markers = new PhraseTree(read);
        for (char letter = 0; letter < BEGINS; letter++) {
            begins[letter] = markers.mayBegin(letter);
        }
    }

    List<Rule> rules() {
        return rules;
    }

    void find(String text, Consumer<RuleHit> found) {
        char[] lower = lower(text);
        for (int start = 0; start < lower.length; start++) {
            if (lower[start] < BEGINS && !begins[lower[start]]) {
                continue;
            }
            int from = start;
            markers.find(
                    lower,
                    start,
                    lower.length,
                    (meaning, end, open) -> found.accept(new RuleHit(rules.get(meaning), from, end)));
        }
    }

    /** Letter by letter, so that places stay what they are. */
    static char[] lower(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            char letter = lower[i];
            if (letter >= 0x80) {
                lower[i] = Character.toLowerCase(letter);
            } else if (letter >= 'A' && letter <= 'Z') {
                lower[i] = (char) (letter + ('a' - 'A'));
            }
        }
        return lower;
    }

    private void read(String line, List<PhraseTree.Phrase> markers) {
        if (line.startsWith("rule ")) {
            String[] words = line.split(" ", 5);
            rules.add(new Rule(words[1], words[2].equals("jailbreak"), words[4]));
        } else if (!rules.isEmpty()) {
            markers.add(new PhraseTree.Phrase(line.toLowerCase(Locale.ROOT), false, rules.size() - 1));
        }
    }
}
