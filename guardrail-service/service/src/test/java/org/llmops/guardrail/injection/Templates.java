package org.llmops.guardrail.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Texts written to train with, whose slots such as <code>{name}</code> are filled at random. */
final class Templates {
    private static final Map<String, List<String>> SLOTS = slots();
    private static final List<String> DOCUMENTS = List.of("documents-1.txt", "documents-2.txt", "documents-3.txt");

    private Templates() {}

    /** The lines of one file of {@code injection/training}. */
    static List<String> lines(String file) {
        return all(file).stream().filter(line -> !line.isBlank()).toList();
    }

    /** Documents by genre, from files in which a heading names the genre and blank lines part documents. */
    static Map<String, List<String>> documents() {
        Map<String, List<String>> genres = new LinkedHashMap<>();
        for (String file : DOCUMENTS) {
            String genre = "";
            StringBuilder document = new StringBuilder();
            List<String> lines = new ArrayList<>(all(file));
            lines.add("");
            for (String line : lines) {
                if (line.startsWith("== ")) {
                    genre = line.substring(3);
                } else if (!line.isBlank()) {
                    document.append(line).append('\n');
                } else if (!document.isEmpty()) {
                    genres.computeIfAbsent(genre, unknown -> new ArrayList<>()).add(document.toString());
                    document.setLength(0);
                }
            }
        }
        return genres;
    }

    static String fill(String template, Random random) {
        String filled = template;
        for (Map.Entry<String, List<String>> slot : SLOTS.entrySet()) {
            String place = "{" + slot.getKey() + "}";
            for (int at = filled.indexOf(place); at >= 0; at = filled.indexOf(place)) {
                List<String> values = slot.getValue();
                filled = filled.substring(0, at)
                        + values.get(random.nextInt(values.size()))
                        + filled.substring(at + place.length());
            }
        }
        return filled;
    }

    private static Map<String, List<String>> slots() {
        Map<String, List<String>> slots = new LinkedHashMap<>();
        for (String line : lines("slots.txt")) {
            int colon = line.indexOf(':');
            slots.put(
                    line.substring(0, colon), List.of(line.substring(colon + 2).split("\\|")));
        }
        return slots;
    }

    private static List<String> all(String file) {
        String path = "/injection/training/" + file;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Templates.class.getResourceAsStream(path), path), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException(path + " cannot be read", damaged);
        }
    }
}
