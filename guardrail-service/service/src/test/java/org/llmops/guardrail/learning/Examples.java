package org.llmops.guardrail.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads labelled texts, one JSON object a line: {@code text}, {@code label} 0 or 1, {@code source}, and maybe {@code lang}. */
public final class Examples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Examples() {}

    public static List<Example> read(Path file) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (JsonNode row : rows(file)) {
            examples.add(Example.of(
                    row.get("text").asText(),
                    row.get("label").asInt() == 1,
                    row.get("source").asText(),
                    row.path("lang").asText("")));
        }
        return examples;
    }

    /** @param file compressed where its name says so */
    public static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    rows.add(JSON.readTree(line));
                }
            }
        }
        return rows;
    }

    /** Leaves out what differs from an earlier one in nothing but case, digits and signs: copies tell a validation nothing. */
    public static List<Example> withoutCopies(List<Example> examples) {
        Set<String> known = new HashSet<>();
        return examples.stream()
                .filter(example -> known.add(letters(example.text())))
                .toList();
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetter)
                .limit(2000)
                .forEach(letters::appendCodePoint);
        return letters.isEmpty() ? text : letters.toString();
    }
}
