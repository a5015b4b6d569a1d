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

    private static final char[] ASCII = new char[0x80];

    static {
        for (char letter = 0; letter < ASCII.length; letter++) {
            ASCII[letter] = Character.toLowerCase(letter);
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final PhraseTree markers;

    Markers() {
        List<PhraseTree.Phrase> read = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Markers.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank()).forEach(line -> read(line, read));
        } catch (IOException damaged) {
            throw new UncheckedIOException(FILE + " cannot be read", damaged);
        }
        markers = new PhraseTree(read);
    }

    List<Rule> rules() {
        return rules;
    }

    /** @param lower the text in small letters */
    void find(char[] lower, Consumer<RuleHit> found) {
        int key = 0;
        for (int index = 0; index < lower.length + Beginnings.LENGTH - 1; index++) {
            key = Beginnings.then(key, index < lower.length ? lower[index] : 0);
            int start = index - Beginnings.LENGTH + 1;
            if (start >= 0 && markers.mayBegin(key)) {
                markers.find(
                        lower,
                        start,
                        lower.length,
                        (meaning, end, open) -> found.accept(new RuleHit(rules.get(meaning), start, end)));
            }
        }
    }

    /** Letter by letter, so that places stay what they are. */
    static char[] lower(String text) {
        char[] lower = text.toCharArray();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = lower(lower[i]);
        }
        return lower;
    }

    static char lower(char letter) {
        return letter < ASCII.length ? ASCII[letter] : Character.toLowerCase(letter);
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
