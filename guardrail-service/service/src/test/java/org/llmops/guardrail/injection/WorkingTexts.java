package org.llmops.guardrail.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.llmops.guardrail.learning.Example;

/**
 * Harmless code and data of {@code working-texts.txt}, alone, cut into stretches, and behind a request: people send as much of
 * it as of prose, and labelled texts hold hardly any.
 */
final class WorkingTexts {
    private static final String FILE = "/injection/training/working-texts.txt";
    private static final String KIND = "%% ";
    private static final String REQUESTS = "requests";
    private static final int STRETCHES = 5;
    private static final int LONGEST_STRETCH = 4;

    private final List<String> requests = new ArrayList<>();
    private final List<Example> texts = new ArrayList<>();
    private final Random random = new Random(13);

    private WorkingTexts() {}

    static List<Example> all() throws IOException {
        WorkingTexts working = new WorkingTexts();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(WorkingTexts.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            String kind = "";
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(KIND)) {
                    working.add(kind, lines);
                    kind = line.substring(KIND.length());
                    lines = new ArrayList<>();
                } else if (!kind.isEmpty()) {
                    lines.add(line);
                }
            }
            working.add(kind, lines);
        }
        return working.texts;
    }

    private void add(String kind, List<String> lines) {
        if (kind.isEmpty()) {
            return;
        }
        if (kind.equals(REQUESTS)) {
            requests.addAll(lines);
            return;
        }
        String text = String.join("\n", lines);
        example(kind, text);
        example(kind, request() + "\n\n" + text);
        example(kind, request() + "\n```\n" + text + "\n```\n");
        for (int i = 0; i < STRETCHES && lines.size() > 1; i++) {
            int length = 1 + random.nextInt(Math.min(LONGEST_STRETCH, lines.size() - 1));
            int start = random.nextInt(lines.size() - length + 1);
            example(
                    kind,
                    String.join("\n", lines.subList(start, start + length)).strip());
        }
    }

    private String request() {
        return requests.get(random.nextInt(requests.size()));
    }

    private void example(String kind, String text) {
        texts.add(Example.of(text, false, OrdinaryTexts.PREFIX + kind, "en working"));
    }
}
