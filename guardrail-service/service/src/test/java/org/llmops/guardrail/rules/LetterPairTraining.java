package org.llmops.guardrail.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts which letter follows which in benign texts, and writes the resource. Arguments: the folder with the labelled
 * texts of the guardrails, and the file to write.
 */
final class LetterPairTraining {
    private static final double SMOOTHING = 0.5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LetterPairTraining() {}

    public static void main(String[] arguments) throws IOException {
        double[] counts = new double[LetterPairs.SYMBOLS * LetterPairs.SYMBOLS];
        for (String text : benign(Path.of(arguments[0]), 0)) {
            for (String word : text.split("[ \t\r\n]", -1)) {
                int before = 0;
                for (char letter : LetterPairs.letters(word).toCharArray()) {
                    counts[before * LetterPairs.SYMBOLS + letter - 'a' + 1]++;
                    before = letter - 'a' + 1;
                }
                counts[before * LetterPairs.SYMBOLS] += before > 0 ? 1 : 0;
            }
        }
        List<String> lines = new ArrayList<>(
                List.of(
                        "# Written by LetterPairTraining: log2 of the probability, in sixteenths, that a letter (column: end of word, a to z)",
                        "# follows another (row: start of word, a to z), counted in the benign texts of injection_dev.jsonl and topic_dev.jsonl",
                        "# (Apache-2.0, MIT and CC-BY sources, named there per row); every fifth text is left out for validation."));
        for (int before = 0; before < LetterPairs.SYMBOLS; before++) {
            double sum = 0;
            for (int after = 0; after < LetterPairs.SYMBOLS; after++) {
                sum += counts[before * LetterPairs.SYMBOLS + after] + SMOOTHING;
            }
            StringBuilder row = new StringBuilder();
            for (int after = 0; after < LetterPairs.SYMBOLS; after++) {
                double share = (counts[before * LetterPairs.SYMBOLS + after] + SMOOTHING) / sum;
                row.append(after == 0 ? "" : " ")
                        .append(Math.round(Math.log(share) / Math.log(2) * LetterPairs.FRACTIONS));
            }
            lines.add(row.toString());
        }
        Files.write(Path.of(arguments[1]), lines);
    }

    /** Benign texts: those to learn from with 0, those kept aside with 1. */
    static List<String> benign(Path folder, int part) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String file : List.of("injection_dev.jsonl", "topic_dev.jsonl")) {
            try (Stream<String> lines = Files.lines(folder.resolve(file))) {
                for (String line : lines.toList()) {
                    JsonNode row = JSON.readTree(line);
                    String text = row.path("text").asText(row.path("prompt").asText(""));
                    boolean aside = Math.floorMod(text.hashCode(), 5) == 0;
                    if (row.path("label").asInt() == 0 && aside == (part == 1)) {
                        texts.add(text);
                    }
                }
            }
        }
        return texts;
    }
}
