package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Sightings;

/**
 * Measures precision and recall on labelled texts, with spans that are exactly the same and spans that overlap: runs where
 * {@code -Dllmops.shared-data} names the folder; {@code -Dllmops.pii-differences=true} shows each miss and false alarm.
 */
@EnabledIfSystemProperty(named = "llmops.shared-data", matches = ".+")
class LabelledTextsTest {
    private static final Map<String, String> LABELS =
            Map.of("CREDIT_CARD", "PAYMENT_CARD", "IBAN_CODE", "IBAN", "DOMAIN_NAME", "URL", "ZIP_CODE", "POSTAL_CODE");
    private static final List<String> POSTCODES =
            List.of("US_ZIP_CODE", "DE_PLZ", "NL_POSTCODE", "UK_POSTCODE", "BR_CEP");
    private static final LocalDetector DETECTOR = new PiiDetector(
            Selection.of(List.of(
                    "PERSON", "STREET_ADDRESS", "contact", "bank", "web", "DATE_TIME", "US", "IP_ADDRESS", "place")),
            0.5,
            List.of("US", "GB", "DE", "FR", "IL", "IN", "CA", "BR"));

    private record Spot(int start, int end) {
        boolean overlaps(Spot other) {
            return start < other.end && other.start < end;
        }
    }

    @Test
    void precisionAndRecall() throws IOException {
        Map<String, int[]> figures = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (String line :
                Files.readAllLines(Path.of(System.getProperty("llmops.shared-data"), "guardrails/pii_dev.jsonl"))) {
            JsonObject example = new JsonObject(line);
            Map<String, List<Spot>> expected = new TreeMap<>();
            for (Object span : example.getJsonArray("spans")) {
                JsonArray values = (JsonArray) span;
                String label = values.getString(2);
                expected.computeIfAbsent(LABELS.getOrDefault(label, label), name -> new ArrayList<>())
                        .add(new Spot(values.getInteger(0), values.getInteger(1)));
            }
            Map<String, List<Spot>> found = new TreeMap<>();
            for (Match match : Sightings.matches(DETECTOR, example.getString("text"))) {
                String entity = POSTCODES.contains(match.entity()) ? "POSTAL_CODE" : match.entity();
                found.computeIfAbsent(entity, name -> new ArrayList<>()).add(new Spot(match.start(), match.end()));
            }
            expected.keySet().forEach(entity -> found.computeIfAbsent(entity, name -> new ArrayList<>()));
            found.forEach((entity, spots) -> {
                List<Spot> labelled = expected.getOrDefault(entity, List.of());
                int[] figure = figures.computeIfAbsent(entity, name -> new int[5]);
                figure[0] += labelled.size();
                figure[1] += spots.size();
                figure[2] += (int) labelled.stream().filter(spots::contains).count();
                figure[3] += (int) labelled.stream()
                        .filter(spot -> spots.stream().anyMatch(spot::overlaps))
                        .count();
                figure[4] += (int) spots.stream()
                        .filter(spot -> labelled.stream().anyMatch(spot::overlaps))
                        .count();
                if (!List.copyOf(spots).equals(labelled)) {
                    differences.add(
                            entity + " labelled " + labelled + " found " + spots + ": " + example.getString("text"));
                }
            });
        }
        figures.forEach((entity, figure) -> System.out.printf(
                "%-20s labelled %4d found %4d | exact: precision %.3f recall %.3f | overlapping: precision %.3f recall %.3f%n",
                entity,
                figure[0],
                figure[1],
                (double) figure[2] / figure[1],
                (double) figure[2] / figure[0],
                (double) figure[4] / figure[1],
                (double) figure[3] / figure[0]));
        if (Boolean.getBoolean("llmops.pii-differences")) {
            differences.forEach(System.out::println);
        }
        assertThat(figures.get("EMAIL_ADDRESS")[2]).isEqualTo(figures.get("EMAIL_ADDRESS")[0]);
    }
}
