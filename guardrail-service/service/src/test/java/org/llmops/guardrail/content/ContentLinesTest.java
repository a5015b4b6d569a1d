package org.llmops.guardrail.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;

/** Lines of our own: what each category is there for in twelve languages, and harmless texts that mention the same. */
class ContentLinesTest {
    private static final Scene SCENE = new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of());
    private static final LocalDetector DETECTOR = (LocalDetector) new ToxicityType().compile(Parameters.none());

    @Test
    void mostHurtfulLinesAreFoundInTheirCategory() throws IOException {
        Map<Category, int[]> counts = new EnumMap<>(Category.class);
        List<String> missed = new ArrayList<>();
        for (String line : lines("hurtful.txt")) {
            String[] parts = line.split("\t");
            Category category = Category.of(parts[0]).orElseThrow();
            Set<String> found = entities(parts[2]);
            int[] count = counts.computeIfAbsent(category, unknown -> new int[3]);
            count[0]++;
            count[1] += found.contains(category.name()) ? 1 : 0;
            count[2] += found.isEmpty() ? 0 : 1;
            if (!found.contains(category.name())) {
                missed.add(line + " " + found);
            }
        }
        missed.forEach(System.out::println);
        counts.forEach((category, count) -> System.out.printf(
                Locale.ROOT, "%s: %d lines, %d in the category, %d in any%n", category, count[0], count[1], count[2]));
        assertThat(counts).allSatisfy((category, count) -> assertThat(count[1]).isGreaterThan(count[0] * 3 / 5));
    }

    @Test
    void harmlessLinesThatMentionTheSameAreLetBe() throws IOException {
        List<String> reported = new ArrayList<>();
        List<String> lines = lines("harmless.txt");
        for (String line : lines) {
            Set<String> found = entities(line);
            if (!found.isEmpty()) {
                reported.add(line + " " + found);
            }
        }
        reported.forEach(System.out::println);
        System.out.printf(Locale.ROOT, "%d of %d harmless lines reported%n", reported.size(), lines.size());
        assertThat(reported).hasSizeLessThanOrEqualTo(lines.size() / 25);
    }

    /** Written after the rules and never used to mend them: what the card says. */
    @Test
    void moreThanHalfOfLaterLinesAreFound() throws IOException {
        List<String> lines = lines("hurtful-later.txt");
        long found = lines.stream()
                .map(line -> line.split("\t"))
                .filter(parts -> entities(parts[2])
                        .contains(Category.of(parts[0]).orElseThrow().name()))
                .count();
        long mistaken = lines("harmless-later.txt").stream()
                .filter(line -> !entities(line).isEmpty())
                .count();

        assertThat(found).isGreaterThan(lines.size() / 2);
        assertThat(mistaken).isLessThan(9);
    }

    private static Set<String> entities(String text) {
        Set<String> entities = new TreeSet<>();
        DETECTOR.open(SCENE)
                .scan(GrowingText.whole(text), 0, (Match match) -> entities.add(match.entity() + ":" + match.rule()));
        Set<String> names = new TreeSet<>();
        entities.forEach(entity -> names.add(entity.substring(0, entity.indexOf(':'))));
        return names;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(ContentLinesTest.class.getResourceAsStream(resource))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
