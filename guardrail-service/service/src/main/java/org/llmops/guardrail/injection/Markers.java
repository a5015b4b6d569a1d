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

    private final List<Rule> rules = new ArrayList<>();
    private final PhraseTree markers = new PhraseTree();

    Markers() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Markers.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.isBlank()).forEach(this::read);
        } catch (IOException damaged) {
            throw new UncheckedIOException(FILE + " cannot be read", damaged);
        }
    }

    List<Rule> rules() {
        return rules;
    }

    void find(CharSequence text, Consumer<RuleHit> found) {
        char[] lower = lower(text);
        for (int start = 0; start < lower.length; start++) {
            int from = start;
            markers.find(
                    lower,
                    start,
                    lower.length,
                    (meaning, end, open) -> found.accept(new RuleHit(rules.get(meaning), from, end)));
        }
    }

    /** Letter by letter, so that places stay what they are. */
    static char[] lower(CharSequence text) {
        char[] lower = new char[text.length()];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Character.toLowerCase(text.charAt(i));
        }
        return lower;
    }

    private void read(String line) {
        if (line.startsWith("rule ")) {
            String[] words = line.split(" ", 5);
            rules.add(new Rule(words[1], words[2].equals("jailbreak"), words[4]));
        } else if (!rules.isEmpty()) {
            markers.add(line.toLowerCase(Locale.ROOT), false, rules.size() - 1);
        }
    }
}
