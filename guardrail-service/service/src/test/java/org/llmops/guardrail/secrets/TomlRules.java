package org.llmops.guardrail.secrets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads as much of TOML as a file of gitleaks rules uses: tables, lists of tables, texts, numbers and lists of texts. */
final class TomlRules {
    /** By table, in the order of the file: {@code allowlist}, and each of {@code rules} with its {@code allowlists}. */
    final Map<String, Object> top = new LinkedHashMap<>();

    final List<Map<String, Object>> rules = new ArrayList<>();

    private final String toml;
    private int position;

    TomlRules(String toml) {
        this.toml = toml;
        Map<String, Object> table = new LinkedHashMap<>();
        while (skipBlank()) {
            if (toml.charAt(position) == '[') {
                table = table(upTo('\n').strip());
            } else {
                String key = upTo('=').strip();
                position++;
                skipBlank();
                table.put(key, value());
            }
        }
    }

    private Map<String, Object> table(String header) {
        Map<String, Object> table = new LinkedHashMap<>();
        switch (header) {
            case "[allowlist]" -> top.put("allowlist", table);
            case "[[rules]]" -> rules.add(table);
            case "[[rules.allowlists]]" -> allowlists(rules.getLast()).add(table);
            default -> throw new IllegalArgumentException("An unknown table: " + header);
        }
        return table;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> allowlists(Map<String, Object> rule) {
        return (List<Map<String, Object>>) rule.computeIfAbsent("allowlists", none -> new ArrayList<>());
    }

    @SuppressWarnings("unchecked")
    static List<String> texts(Map<String, Object> table, String key) {
        return (List<String>) table.getOrDefault(key, List.of());
    }

    private Object value() {
        char first = toml.charAt(position);
        if (first == '[') {
            List<Object> values = new ArrayList<>();
            position++;
            while (skipBlank() && toml.charAt(position) != ']') {
                values.add(value());
                skipBlank();
                position += toml.charAt(position) == ',' ? 1 : 0;
            }
            position++;
            return values;
        }
        for (String quote : List.of("'''", "\"\"\"", "'", "\"")) {
            if (toml.startsWith(quote, position)) {
                return text(quote);
            }
        }
        return Double.parseDouble(upTo('\n').strip());
    }

    private String text(String quote) {
        StringBuilder text = new StringBuilder();
        position += quote.length();
        while (!toml.startsWith(quote, position)) {
            boolean escaped = quote.charAt(0) == '"' && toml.charAt(position) == '\\';
            position += escaped ? 1 : 0;
            text.append(toml.charAt(position++));
        }
        position += quote.length();
        return text.toString();
    }

    private String upTo(char end) {
        int at = toml.indexOf(end, position);
        String text = toml.substring(position, at < 0 ? toml.length() : at);
        position += text.length();
        return text;
    }

    /** Goes to the next sign that is neither blank nor comment, and says whether there is one. */
    private boolean skipBlank() {
        while (position < toml.length()) {
            if (toml.charAt(position) == '#') {
                upTo('\n');
            } else if (Character.isWhitespace(toml.charAt(position))) {
                position++;
            } else {
                return true;
            }
        }
        return false;
    }
}
