package org.llmops.guardrail.pii;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the table of recognisers, {@code recognisers.txt}, whose head explains its format. */
final class RecogniserTable {
    private static final String RESOURCE = "recognisers.txt";
    private static final String USUAL_SEPARATORS = " -.";
    private static final int COLUMNS = 5;

    private static final List<Recogniser> ALL = read();

    private final Map<String, Check> checks = checks();
    private final List<Recogniser> rows = new ArrayList<>();
    private String @Nullable [] head;
    private List<String> shapes = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private String separators = USUAL_SEPARATORS;

    private RecogniserTable() {}

    static List<Recogniser> all() {
        return ALL;
    }

    private static List<Recogniser> read() {
        try (InputStream table = Objects.requireNonNull(RecogniserTable.class.getResourceAsStream(RESOURCE))) {
            RecogniserTable reading = new RecogniserTable();
            new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(reading::take);
            reading.finishRow();
            return List.copyOf(reading.rows);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Map<String, Check> checks() {
        Map<String, Check> checks = new HashMap<>();
        NorthEuropeanChecks.addTo(checks);
        WestEuropeanChecks.addTo(checks);
        EastEuropeanChecks.addTo(checks);
        AmericanChecks.addTo(checks);
        AsianChecks.addTo(checks);
        SouthernChecks.addTo(checks);
        DeviceChecks.addTo(checks);
        CryptoChecks.addTo(checks);
        return checks;
    }

    private void take(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (!line.startsWith("  ")) {
            finishRow();
            head = line.split(" \\| ", -1);
            if (head.length != COLUMNS) {
                throw new IllegalStateException("A recogniser has " + COLUMNS + " columns: " + line);
            }
            return;
        }
        String content = line.substring(2);
        if (content.startsWith(">")) {
            words.addAll(Arrays.stream(content.substring(1).split(",", -1))
                    .map(String::strip)
                    .toList());
        } else if (content.startsWith("separators ")) {
            separators = content.substring("separators ".length());
        } else {
            shapes.add(content);
        }
    }

    private void finishRow() {
        if (head != null) {
            rows.add(row(head));
        }
        head = null;
        shapes = new ArrayList<>();
        words = new ArrayList<>();
        separators = USUAL_SEPARATORS;
    }

    private Recogniser row(String[] columns) {
        int slash = columns[0].indexOf('/');
        String entity = slash < 0 ? columns[0] : columns[0].substring(0, slash);
        String rule = slash < 0 ? entity.toLowerCase(Locale.ROOT).replace('_', '-') : columns[0].substring(slash + 1);
        boolean onlyRulesOut = columns[4].endsWith("?");
        String name = onlyRulesOut ? columns[4].substring(0, columns[4].length() - 1) : columns[4];
        Check check = checks.get(name);
        if (check == null && !name.equals("-")) {
            throw new IllegalStateException("No check is called " + name);
        }
        return new Recogniser(
                rows.size(),
                entity,
                rule,
                columns[1],
                columns[2],
                columns[3],
                check,
                check != null && !onlyRulesOut,
                shapes.stream().map(this::shape).toList(),
                words);
    }

    private Shape shape(String line) {
        String[] parts = line.split(" ", 3);
        String notation = parts[2];
        boolean upper = notation.startsWith("upper ");
        notation = upper ? notation.substring("upper ".length()) : notation;
        boolean glued = notation.startsWith("glued ");
        notation = glued ? notation.substring("glued ".length()) : notation;
        return Shape.parse(
                Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), glued, upper, notation, separators);
    }
}
