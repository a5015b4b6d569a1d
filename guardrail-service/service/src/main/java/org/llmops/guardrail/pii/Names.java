package org.llmops.guardrail.pii;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The words that names are known by: {@code names.txt}, compared without case and accents. */
final class Names {
    private static final String RESOURCE = "names.txt";
    private static final Map<String, Set<String>> SECTIONS = read();

    static final Set<String> GIVEN = SECTIONS.getOrDefault("given", Set.of());
    static final Set<String> AMBIGUOUS = SECTIONS.getOrDefault("ambiguous", Set.of());
    static final Set<String> SURNAMES = SECTIONS.getOrDefault("surname", Set.of());
    static final Set<String> TITLES = SECTIONS.getOrDefault("title", Set.of());
    static final Set<String> TRIGGERS = SECTIONS.getOrDefault("trigger", Set.of());
    static final Set<String> GREETINGS = SECTIONS.getOrDefault("greeting", Set.of());
    static final Set<String> COMMON = SECTIONS.getOrDefault("common", Set.of());

    private Names() {}

    /** Without case and accents. */
    static String folded(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        StringBuilder plain = new StringBuilder(lower.length());
        Normalizer.normalize(lower, Normalizer.Form.NFD)
                .codePoints()
                .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
                .forEach(part -> plain.appendCodePoint(part == '’' ? '\'' : part));
        return plain.toString();
    }

    private static boolean isAscii(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (word.charAt(index) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Set<String>> read() {
        try (InputStream names = Objects.requireNonNull(Names.class.getResourceAsStream(RESOURCE))) {
            Map<String, Set<String>> sections = new HashMap<>();
            Set<String> section = new HashSet<>();
            for (String line : new String(names.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("#") || line.isBlank()) {
                    continue;
                }
                if (line.startsWith("[")) {
                    section = sections.computeIfAbsent(line.substring(1, line.indexOf(']')), name -> new HashSet<>());
                    continue;
                }
                // Phrases are set apart by semicolons, single words by spaces.
                String separator = line.contains(";") ? ";" : " ";
                Arrays.stream(line.split(separator))
                        .map(word -> folded(word.strip()))
                        .forEach(section::add);
            }
            return sections;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
