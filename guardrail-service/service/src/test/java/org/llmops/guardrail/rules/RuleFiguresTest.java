package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.guardrail.secrets.SecretsType;

/** How often the rules are right, on texts beside the project: {@code -Dllmops.shared-data=…}. */
class RuleFiguresTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder;

    @BeforeAll
    static void findTheTexts() {
        String data = System.getProperty("llmops.shared-data", "");
        assumeThat(data).as("the folder with labelled texts").isNotEmpty();
        folder = Path.of(data).resolve("guardrails");
    }

    @Test
    void noiseIsFoundAndLanguageIsNot() throws IOException {
        List<String> benign = LetterPairTraining.benign(folder, 1);
        Random random = new Random(2);
        LocalDetector detector = Given.detector(new GibberishType(), "{}");
        double falsely = share(benign, text -> !Pieces.matches(detector, text).isEmpty());
        double keyboard = share(
                noise(random, "asdfghjklqwertyuiopzxcvbnm"),
                text -> !Pieces.matches(detector, text).isEmpty());
        double homeRow = share(
                noise(random, "asdfjklghsdfjkl"),
                text -> !Pieces.matches(detector, text).isEmpty());
        System.out.printf(
                "gibberish: benign %.4f of %d, random letters %.3f, home row %.3f%n",
                falsely, benign.size(), keyboard, homeRow);
        assertThat(falsely).isLessThan(0.05);
        assertThat(keyboard).isGreaterThan(0.9);
    }

    @Test
    void benignTextsHoldFewSecretsCodeOrStatements() throws IOException {
        List<String> benign = LetterPairTraining.benign(folder, 1);
        Map<String, LocalDetector> detectors = Map.of(
                "secrets", (LocalDetector) new SecretsType().compile(Parameters.none()),
                "code", Given.detector(new CodeType(), "{}"),
                "sql", Given.detector(new SqlType(), "{}"),
                "urls", Given.detector(new UrlsType(), "{}"));
        detectors.forEach((name, detector) -> {
            Map<String, Integer> rules = new TreeMap<>();
            double share = share(benign, text -> {
                Pieces.matches(detector, text).forEach(match -> rules.merge(match.rule(), 1, Integer::sum));
                return !Pieces.matches(detector, text).isEmpty();
            });
            System.out.printf("%s: found in %.4f of %d benign texts: %s%n", name, share, benign.size(), rules);
        });
        assertThat(benign).hasSizeGreaterThan(100);
    }

    @Test
    void languagesAreTold() throws IOException {
        Map<String, int[]> counts = new TreeMap<>();
        try (Stream<String> lines = Files.lines(folder.resolve("injection_dev.jsonl"))) {
            for (String line : lines.toList()) {
                JsonNode row = JSON.readTree(line);
                String language = row.path("lang").asText("");
                if (language.length() >= 2 && !language.equals("mixed")) {
                    String text = row.path("text").asText();
                    String guess = Languages.guess(text.substring(0, Math.min(text.length(), Languages.ENOUGH)));
                    int[] count = counts.computeIfAbsent(language, first -> new int[3]);
                    count[guess.isEmpty() ? 2 : isCalled(guess, language) ? 0 : 1]++;
                }
            }
        }
        counts.forEach((language, count) -> System.out.printf(
                "language %s: %d right, %d wrong, %d unknown%n", language, count[0], count[1], count[2]));
        assertThat(counts).isNotEmpty();
    }

    /** Some sources give codes, some give names. */
    private static boolean isCalled(String guess, String language) {
        return language.equals(guess)
                || guess.equals("bn") && language.equals("Bengali")
                || language.contains(Locale.of(guess).getDisplayLanguage(Locale.ENGLISH));
    }

    private static double share(List<String> texts, Predicate<String> found) {
        return (double) texts.stream().filter(found).count() / texts.size();
    }

    private static List<String> noise(Random random, String letters) {
        Supplier<String> word = () -> {
            StringBuilder text = new StringBuilder();
            int length = 3 + random.nextInt(8);
            while (text.length() < length) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            return text.toString();
        };
        List<String> noise = new ArrayList<>();
        for (int index = 0; index < 500; index++) {
            noise.add(String.join(" ", Stream.generate(word).limit(6).toList()));
        }
        return noise;
    }
}
