package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Sightings;

/**
 * Counts how many of the unit vectors of microsoft/presidio (MIT) come out the same, recogniser by recogniser, with every
 * score admitted: runs where {@code -Dllmops.shared-data} names the folder; {@code -Dllmops.pii-differences=true} shows the
 * others.
 */
@EnabledIfSystemProperty(named = "llmops.shared-data", matches = ".+")
class UnitVectorsTest {
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "CREDIT_CARD", "PAYMENT_CARD",
            "IBAN_CODE", "IBAN",
            "PH_MOBILE_NUMBER", "PHONE_NUMBER",
            "TR_PHONE_NUMBER", "PHONE_NUMBER");
    private static final Map<String, List<String>> REGIONS =
            Map.of("PH_MOBILE_NUMBER", List.of("PH"), "TR_PHONE_NUMBER", List.of("TR"));
    private static final List<String> USUAL_REGIONS =
            List.of("US", "GB", "DE", "FR", "IL", "IN", "CA", "BR", "JP", "CN");

    private final Map<String, LocalDetector> detectors = new HashMap<>();

    @Test
    void theSameIsFound() throws IOException {
        Map<String, int[]> figures = new TreeMap<>();
        int[] total = new int[3];
        List<String> differences = new ArrayList<>();
        Path file = Path.of(System.getProperty("llmops.shared-data"), "guardrails/pii-unit-vectors/vectors.jsonl");
        for (String line : Files.readAllLines(file)) {
            JsonObject vector = new JsonObject(line);
            String text = text(vector);
            Integer expected = expected(vector);
            if (vector.getJsonArray("entities") == null || text == null || expected == null) {
                continue;
            }
            String entity = vector.getJsonArray("entities").getString(0);
            List<Match> found = Sightings.matches(detector(entity), text);
            int[] figure = figures.computeIfAbsent(entity, name -> new int[3]);
            boolean counted = found.size() == expected;
            boolean exact = counted && areAt(found, positions(vector));
            add(figure, counted, exact);
            add(total, counted, exact);
            if (!exact) {
                differences.add("%s %d %s %s: %s"
                        .formatted(
                                entity,
                                expected,
                                positions(vector),
                                found.stream()
                                        .map(match -> match.start() + "-" + match.end())
                                        .toList(),
                                text));
            }
        }
        figures.forEach((entity, figure) -> System.out.printf(
                "%s: %d vectors, %d as many, %d at the same place%n", entity, figure[0], figure[1], figure[2]));
        System.out.printf("%d vectors, %d as many, %d at the same place%n", total[0], total[1], total[2]);
        if (Boolean.getBoolean("llmops.pii-differences")) {
            differences.forEach(System.out::println);
        }
        assertThat(total[1]).isGreaterThan(total[0] * 95 / 100);
    }

    private static void add(int[] figure, boolean counted, boolean exact) {
        figure[0]++;
        figure[1] += counted ? 1 : 0;
        figure[2] += exact ? 1 : 0;
    }

    private LocalDetector detector(String entity) {
        return detectors.computeIfAbsent(
                entity,
                name -> new PiiDetector(
                        Selection.of(List.of(OTHER_NAMES.getOrDefault(name, name))),
                        0,
                        REGIONS.getOrDefault(name, USUAL_REGIONS)));
    }

    private static String text(JsonObject vector) {
        for (String name : List.of("text", "iban", "number", "gstin", "pesel", "id_number")) {
            if (vector.getString(name) != null) {
                return vector.getString(name);
            }
        }
        return null;
    }

    /** How many there are; a validator's verdict counts as one or none, and its doubt is left out. */
    private static Integer expected(JsonObject vector) {
        if (vector.getValue("expected_len") instanceof Integer count) {
            return count;
        }
        if (vector.getValue("expected") instanceof Boolean valid) {
            return valid ? 1 : 0;
        }
        JsonArray positions = vector.getJsonArray("expected_positions");
        return positions == null ? null : positions.size();
    }

    private static JsonArray positions(JsonObject vector) {
        JsonArray result = vector.getJsonArray("expected_res");
        if (result == null && vector.getValue("expected_position") instanceof JsonArray one && one.size() == 2) {
            result = new JsonArray().add(one);
        }
        return result == null ? vector.getJsonArray("expected_positions") : result;
    }

    /** Where no places are given, any will do. */
    private static boolean areAt(List<Match> found, JsonArray positions) {
        if (positions == null || positions.size() != found.size()) {
            return true;
        }
        for (int index = 0; index < found.size(); index++) {
            JsonArray position = positions.getJsonArray(index);
            if (position.getInteger(0) != found.get(index).start()
                    || position.getInteger(1) != found.get(index).end()) {
                return false;
            }
        }
        return true;
    }
}
