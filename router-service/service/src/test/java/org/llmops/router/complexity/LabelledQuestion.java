package org.llmops.router.complexity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A question that a weak and a strong model were asked, and who was right. */
record LabelledQuestion(String prompt, boolean weakIsRight, boolean strongIsRight) {
    /** What asking the strong model instead of the weak one gains: 1, nothing, or -1 where only the weak one is right. */
    int gain() {
        return (strongIsRight ? 1 : 0) - (weakIsRight ? 1 : 0);
    }

    /** Reads a table whose first columns are the prompt, the weak model's correctness and the strong one's. */
    static List<LabelledQuestion> read(Path csv) throws IOException {
        List<List<String>> rows = rows(Files.readString(csv));
        return rows.subList(1, rows.size()).stream()
                .map(row -> new LabelledQuestion(
                        row.get(0), row.get(1).equals("True"), row.get(2).equals("True")))
                .toList();
    }

    /** RFC 4180. */
    static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                boolean isQuote = quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
                if (isQuote) {
                    field.append(csv.charAt(++i));
                } else {
                    quoted = !quoted;
                }
            } else if (quoted || c != ',' && c != '\n' && c != '\r') {
                field.append(c);
            } else if (c != '\r') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            }
        }
        if (!row.isEmpty() || !field.isEmpty()) {
            row.add(field.toString());
            rows.add(List.copyOf(row));
        }
        return rows;
    }
}
