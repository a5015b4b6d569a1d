package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Sightings;

/** What is found where nothing is to be found: prices, versions, hashes, logs, code, and questions to and answers of assistants. */
class OrdinaryTextsTest {
    private static final LocalDetector USUAL = new PiiDetector(Selection.of(List.of()), 0.5, List.of());
    private static final int EVERY = 4;

    @Test
    void textsWithoutPersonalDataAreLeftAlone() throws IOException {
        List<String> found = new ArrayList<>();
        for (String line : ordinary()) {
            for (Match match : Sightings.matches(USUAL, line)) {
                found.add(match.rule() + " " + line.substring(match.start(), match.end()) + " in: " + line);
            }
        }
        found.forEach(System.out::println);
        assertThat(found).hasSizeLessThanOrEqualTo(1);
    }

    /** Prints the finds of each rule per 100 KB; names of people in questions are counted as well. */
    @Test
    @EnabledIfSystemProperty(named = "llmops.shared-data", matches = ".+")
    void findsInHarmlessTextsAreCounted() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> examples = new TreeMap<>();
        long characters = 0;
        int row = 0;
        List<String> lines = new ArrayList<>();
        for (String file : List.of("refusal_dev.jsonl", "topic_dev.jsonl")) {
            lines.addAll(Files.readAllLines(Path.of(System.getProperty("llmops.shared-data"), "guardrails", file)));
        }
        for (String line : lines) {
            if (row++ % EVERY != 0) {
                continue;
            }
            String text = new JsonObject(line).getString("text");
            characters += text.length();
            int[] codePoints = text.codePoints().toArray();
            for (Match match : Sightings.matches(USUAL, text)) {
                counts.merge(match.rule(), 1, Integer::sum);
                String quoted = new String(codePoints, match.start(), match.length());
                examples.merge(match.rule(), quoted, (one, other) -> one.length() > 120 ? one : one + " | " + other);
            }
        }
        double share = 100_000.0 / characters;
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(30)
                .forEach(entry -> System.out.printf(
                        "%-28s %6.2f per 100 KB (%d): %s%n",
                        entry.getKey(), entry.getValue() * share, entry.getValue(), examples.get(entry.getKey())));
        System.out.printf("%d characters%n", characters);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum() * share)
                .isLessThan(100);
    }

    private static List<String> ordinary() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(OrdinaryTextsTest.class.getResourceAsStream("/pii/ordinary-texts.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
        }
    }
}
