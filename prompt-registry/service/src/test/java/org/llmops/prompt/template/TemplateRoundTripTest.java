package org.llmops.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.llmops.prompt.template.TemplatePart.Text;
import org.llmops.prompt.template.TemplatePart.Variable;

/** Every sequence of texts and variables can be written, and means exactly what was written. */
class TemplateRoundTripTest {
    private static final int CASES = 10_000;
    private static final String ALPHABET = "{{{{}}}\\\\\\ab_ \n\"😀";
    private static final Pattern BACKSLASHES_AND_BRACES = Pattern.compile("(\\\\*+)(\\{*+)");

    @Test
    void what_is_written_is_what_is_parsed_and_rendered() {
        for (long seed = 0; seed < CASES; seed++) {
            RandomGenerator random = new Random(seed);
            List<TemplatePart> parts = anyParts(random);
            Map<String, String> values = anyValues(random);
            String source = written(parts);

            Template template = Template.parse(source);

            assertThat(template.parts()).as("seed %d: %s", seed, source).isEqualTo(parts);
            assertThat(template.render(values)).as("seed %d: %s", seed, source).isEqualTo(concatenated(parts, values));
        }
    }

    @Test
    void any_text_is_parsed_or_refused_in_its_place() {
        int refused = 0;
        for (long seed = 0; seed < CASES; seed++) {
            String source = anyText(new Random(seed), 40);
            try {
                Template template = Template.parse(source);
                assertThat(Template.parse(written(template.parts())).parts())
                        .as("seed %d: %s", seed, source)
                        .isEqualTo(template.parts());
            } catch (MalformedTemplate malformed) {
                refused++;
                assertThat(malformed.fault()).matches("Line [1-9][0-9]*, column [1-9][0-9]*: .+");
            }
        }
        assertThat(refused).isBetween(1, CASES - 1);
    }

    private static List<TemplatePart> anyParts(RandomGenerator random) {
        List<TemplatePart> parts = new ArrayList<>();
        for (int count = random.nextInt(8); count > 0; count--) {
            boolean afterText = !parts.isEmpty() && parts.getLast() instanceof Text;
            parts.add(
                    afterText || random.nextBoolean()
                            ? new Variable("v" + random.nextInt(4))
                            : new Text(anyText(random, 8)));
        }
        return parts;
    }

    private static Map<String, String> anyValues(RandomGenerator random) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            values.put("v" + i, anyText(random, 6));
        }
        return values;
    }

    private static String anyText(RandomGenerator random, int atMost) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        return random.ints(1 + random.nextInt(atMost), 0, alphabet.length)
                .map(i -> alphabet[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String concatenated(List<TemplatePart> parts, Map<String, String> values) {
        StringBuilder all = new StringBuilder();
        for (TemplatePart part : parts) {
            all.append(
                    switch (part) {
                        case Text text -> text.text();
                        case Variable variable -> String.valueOf(values.get(variable.name()));
                    });
        }
        return all.toString();
    }

    private static String written(List<TemplatePart> parts) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            boolean variableFollows = i + 1 < parts.size();
            source.append(
                    switch (parts.get(i)) {
                        case Text text -> escaped(text.text(), variableFollows);
                        case Variable variable -> "{{" + variable.name() + "}}";
                    });
        }
        return source.toString();
    }

    /** Escapes each pair of braces, and doubles the backslashes that stand before a pair or a variable. */
    private static String escaped(String text, boolean variableFollows) {
        return BACKSLASHES_AND_BRACES.matcher(text).replaceAll(run -> {
            int braces = run.group(2).length();
            boolean opens = braces >= 2 || variableFollows && run.end() == text.length();
            String backslashes = run.group(1).repeat(opens ? 2 : 1);
            String written = backslashes + "\\{{".repeat(braces / 2) + "{".repeat(braces % 2);
            return Matcher.quoteReplacement(written);
        });
    }
}
