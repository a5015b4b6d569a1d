package org.llmops.router.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedModelsTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-*, gpt-4o, true",
        "gpt-*, gpt-, true",
        "gpt-*, openai/gpt-4o, false",
        "gpt-*, GPT-4o, false",
        "*/gpt-*, openai/gpt-4o, true",
        "route:support, route:support, true",
        "route:support, route:support-2, false",
        "*, route:anything, true",
        "*-mini, gpt-4o-mini, true",
        "*-mini, gpt-4o-mini-high, false",
        "a*b*c, aXbYbZc, true",
        "a.c, abc, false",
        "**, x, true"
    })
    void aStarStandsForAnything(String pattern, String name, boolean allowed) {
        assertThat(new AllowedModels(List.of(pattern)).allow(List.of(name))).isEqualTo(allowed);
    }

    @Test
    void routesLeadOnlyToModelsThatAreAllowedUnlessNoneIsNamed() {
        List<String> names = List.of("openai/gpt-x", "gpt-x");

        assertThat(AllowedModels.ALL.allowTarget(names)).isTrue();
        assertThat(new AllowedModels(List.of("route:support")).allowTarget(names))
                .isTrue();
        assertThat(new AllowedModels(List.of("route:support", "claude-*")).allowTarget(names))
                .isFalse();
        assertThat(new AllowedModels(List.of("route:support", "gpt-*")).allowTarget(names))
                .isTrue();
    }

    @Test
    void oneOfTheNamesIsEnough() {
        AllowedModels models = new AllowedModels(List.of("claude-*", "gpt-*"));

        assertThat(models.allow(List.of("openai/gpt-x", "gpt-x"))).isTrue();
        assertThat(models.allow(List.of("openai/o1", "o1"))).isFalse();
    }

    @Test
    void withoutPatternsEverythingIsAllowed() {
        assertThat(AllowedModels.ALL.allow(List.of("anything"))).isTrue();
    }

    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*", 7);
            String name = text(random, "ab", 9);
            boolean expected = Pattern.matches(pattern.replace("*", ".*"), name);
            assertThat(new AllowedModels(List.of(pattern)).allow(List.of(name)))
                    .as("%s %s", pattern, name)
                    .isEqualTo(expected);
        }
    }

    @Test
    void manyStarsTakeNoTime() {
        String pattern = "*a".repeat(100);
        assertThat(new AllowedModels(List.of(pattern)).allow(List.of("a".repeat(99) + "b".repeat(10_000))))
                .isFalse();
    }

    private static String text(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
