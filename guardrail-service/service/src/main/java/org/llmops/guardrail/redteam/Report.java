package org.llmops.guardrail.redteam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run as tables for people. */
final class Report {
    private Report() {}

    /** One line for each category, encoding and language. */
    static String csv(RedTeamRun run) {
        return run.tallies().stream()
                .map(tally -> "%s,%s,%s,%d,%d"
                        .formatted(
                                quoted(tally.category()),
                                tally.encoding().word(),
                                quoted(tally.language()),
                                tally.passed(),
                                tally.stopped()))
                .collect(Collectors.joining("\n", "category,encoding,language,passed,stopped\n", "\n"));
    }

    static String markdown(RedTeamRun run) {
        List<Tally> attacks = run.tallies().stream()
                .filter(tally -> !tally.category().equals(Attack.BENIGN))
                .toList();
        List<Tally> benign = run.tallies().stream()
                .filter(tally -> tally.category().equals(Attack.BENIGN))
                .toList();
        return "# Red team: %s version %d%n%n%d of %d attempts made. Rails in shadow were tried as if enforced, those that are off were not.%n%n"
                        .formatted(run.policy(), run.version(), run.next(), run.attempts())
                + table("What passed, by category", attacks, Tally::category)
                + table(
                        "What passed, by encoding",
                        attacks,
                        tally -> tally.encoding().word())
                + matrix(attacks)
                + table("What passed, by language", attacks, Tally::language)
                + table(
                        "Benign texts that passed, by encoding",
                        benign,
                        tally -> tally.encoding().word());
    }

    /** Passed and all, for each category in each encoding. */
    private static String matrix(List<Tally> tallies) {
        Map<String, Map<String, int[]>> cells = new TreeMap<>();
        Set<String> encodings = new TreeSet<>();
        for (Tally tally : tallies) {
            encodings.add(tally.encoding().word());
            int[] sum = cells.computeIfAbsent(tally.category(), category -> new TreeMap<>())
                    .computeIfAbsent(tally.encoding().word(), encoding -> new int[2]);
            sum[0] += tally.passed();
            sum[1] += tally.passed() + tally.stopped();
        }
        StringBuilder matrix = new StringBuilder("## What passed, by category and encoding\n\n| |");
        encodings.forEach(encoding -> matrix.append(' ').append(encoding).append(" |"));
        matrix.append("\n|---|").append("---:|".repeat(encodings.size()));
        cells.forEach((category, row) -> {
            matrix.append("\n| ").append(cell(category)).append(" |");
            encodings.forEach(encoding -> {
                int[] sum = row.getOrDefault(encoding, new int[2]);
                matrix.append(' ').append(sum[0]).append('/').append(sum[1]).append(" |");
            });
        });
        return matrix.append("\n\n").toString();
    }

    /** What does not break a table, whatever somebody called their category. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String table(String title, List<Tally> tallies, Function<Tally, String> by) {
        Map<String, int[]> sums = new TreeMap<>();
        for (Tally tally : tallies) {
            int[] sum = sums.computeIfAbsent(by.apply(tally), key -> new int[2]);
            sum[0] += tally.passed();
            sum[1] += tally.passed() + tally.stopped();
        }
        return sums.entrySet().stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %.1f %% |",
                        cell(row.getKey()),
                        row.getValue()[0],
                        row.getValue()[1],
                        100.0 * row.getValue()[0] / row.getValue()[1]))
                .collect(Collectors.joining(
                        "\n", "## " + title + "\n\n| | passed | of | share |\n|---|---:|---:|---:|\n", "\n\n"));
    }

    /** A cell that a spreadsheet takes for text, whatever somebody called their category. */
    private static String quoted(String cell) {
        String text = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
