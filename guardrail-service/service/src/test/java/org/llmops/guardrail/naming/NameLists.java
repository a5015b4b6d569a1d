package org.llmops.guardrail.naming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes {@code words.txt} of lists with one entry per line: arguments are the folder of lists, called {@code
 * given.SOURCE.txt}, {@code surname…}, {@code city…}, {@code place…}, {@code word…}, {@code stop…}, and the file to write.
 */
final class NameLists {
    private static final Map<String, String> LETTERS =
            Map.of("given", "g", "surname", "s", "city", "c", "place", "p", "word", "w", "stop", "w");
    private static final Map<String, String> FREQUENT = Map.of("g", "G", "s", "S");
    private static final int MIN_LENGTH = 2;
    private static final int MIN_CITY = 4;
    private static final int LINE = 120;

    private NameLists() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                String letter = LETTERS.getOrDefault(name.substring(0, name.indexOf('.')), "");
                if (!letter.isEmpty()) {
                    words(file, letter)
                            .forEach(word -> counts.computeIfAbsent(word, unused -> new HashMap<>())
                                    .merge(letter, 1, Integer::sum));
                }
            }
        }
        Map<String, StringBuilder> lines = new TreeMap<>();
        counts.forEach((word, classes) -> {
            StringBuilder letters = new StringBuilder();
            new TreeMap<>(classes).forEach((letter, count) -> {
                letters.append(letter);
                letters.append(count > 1 ? FREQUENT.getOrDefault(letter, "") : "");
            });
            StringBuilder line = lines.computeIfAbsent(letters.toString(), StringBuilder::new);
            boolean full = line.length() - line.lastIndexOf("\n") > LINE;
            boolean first = line.indexOf("\t") < 0;
            line.append(full ? "\n" + letters + "\t" : first ? "\t" : " ").append(word);
        });
        StringBuilder all = new StringBuilder("# Words and what they are: see words-card.md; made by NameLists.\n");
        lines.values().forEach(line -> all.append(line).append('\n'));
        Files.writeString(Path.of(arguments[1]), all);
    }

    private static TreeSet<String> words(Path file, String letter) throws IOException {
        TreeSet<String> words = new TreeSet<>();
        for (String entry : Files.readAllLines(file)) {
            for (String part : entry.strip().split("[\\s,.()/;:!?\"&+]+")) {
                String word = folded(part);
                boolean name = letter.equals("g") || letter.equals("s");
                if (word.length() >= (letter.equals("c") ? MIN_CITY : MIN_LENGTH)
                        && (!letter.equals("w") || entry.indexOf(' ') < 0)
                        && word.chars().allMatch(NameLists::isCased)
                        && !(name && Character.isLowerCase(part.charAt(0)))) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static boolean isCased(int letter) {
        return letter == '\''
                || letter == '-'
                || Character.isLetter(letter) && (letter < 0x530 || letter >= 0x1E00 && letter < 0x2000);
    }

    static String folded(String word) {
        StringBuilder folded = new StringBuilder();
        word.codePoints().forEach(letter -> folded.appendCodePoint(Folding.of(letter)));
        return folded.toString();
    }

    static List<String> entries(Path folder, String kind, List<String> sources) throws IOException {
        TreeSet<String> entries = new TreeSet<>();
        for (String source : sources) {
            Path file = folder.resolve(kind + "." + source + ".txt");
            if (Files.exists(file)) {
                entries.addAll(Files.readAllLines(file));
            }
        }
        return List.copyOf(entries);
    }
}
