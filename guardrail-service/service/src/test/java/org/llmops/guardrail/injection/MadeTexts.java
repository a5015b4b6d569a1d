package org.llmops.guardrail.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.llmops.guardrail.learning.Example;

/** Texts that are put together from the frames of {@code made-texts.txt}, to train with and never to measure on. */
final class MadeTexts {
    /** What the names of all sources of made texts begin with. */
    static final String PREFIX = "made_";

    private static final String FILE = "/injection/training/made-texts.txt";
    private static final int TEXTS_PER_FRAME = 24;

    private final Map<String, List<String>> fillers = new HashMap<>();
    private final List<Example> texts = new ArrayList<>();
    private final Random random = new Random(11);

    private MadeTexts() {}

    static List<Example> all() throws IOException {
        MadeTexts made = new MadeTexts();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MadeTexts.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .forEach(made::read);
        }
        return made.texts;
    }

    private void read(String line) {
        boolean attack = line.charAt(0) == '+';
        if (!attack && line.charAt(0) != '-') {
            int equals = line.indexOf(" = ");
            fillers.put(
                    line.substring(0, equals),
                    List.of(line.substring(equals + 3).split(" ?\\| ")));
            return;
        }
        int colon = line.indexOf(": ");
        String source = PREFIX + line.substring(1, colon);
        String frame = line.substring(colon + 2);
        int wanted = frame.indexOf('{') < 0 ? 1 : TEXTS_PER_FRAME;
        for (int i = 0; i < wanted; i++) {
            texts.add(Example.of(filled(frame), attack, source, "en made"));
        }
    }

    private String filled(String frame) {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (int open = frame.indexOf('{'); open >= 0; open = frame.indexOf('{', copied)) {
            int close = frame.indexOf('}', open);
            List<String> choices = Objects.requireNonNull(
                    fillers.get(frame.substring(open + 1, close)), () -> "No such slot in: " + frame);
            text.append(frame, copied, open).append(choices.get(random.nextInt(choices.size())));
            copied = close + 1;
        }
        text.append(frame.substring(copied));
        String plain = text.toString().replace("\\n", "\n").replace(" ,", ",").replace(" .", ".");
        return random.nextInt(3) == 0 ? plain : Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }
}
