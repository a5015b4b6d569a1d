package org.llmops.guardrail.rules;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternRule;
import org.llmops.guardrail.matching.Patterns;

/** Rails that look for patterns of the policy's own. */
@Singleton
public final class RegexType implements DetectorType {
    private static final String PATTERNS = "patterns";
    private static final int MAX_PATTERNS = 100;
    private static final int MAX_REGEX = 1_000;
    private static final int MAX_NAME = 64;
    private static final String NAME_RULE = "A name of a to z, digits and hyphens, at most " + MAX_NAME;
    private static final String ENTITY_RULE = "A name of A to Z, digits and underscores, at most " + MAX_NAME;

    @Override
    public String name() {
        return "regex";
    }

    @Override
    public String description() {
        return "Regular expressions in the syntax of RE2, which are matched in linear time; each has a name, and says how long"
                + " its matches can be";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    /**
     * Reads {@code patterns}, a list of objects: {@code name}, {@code regex}, and if wanted {@code entity}, {@code near}
     * (words of which one comes shortly before), {@code max_length}, {@code group} (the part that counts), {@code score}.
     */
    @Override
    public Detector compile(Parameters parameters) {
        JsonNode given = parameters.json(PATTERNS);
        List<CustomPattern> patterns = new ArrayList<>();
        if (given == null || !given.isArray() || given.isEmpty() || given.size() > MAX_PATTERNS) {
            parameters.fault(
                    PATTERNS,
                    "A list of 1 to " + MAX_PATTERNS + " objects with a name and a regex, which is needed",
                    "");
        } else {
            for (int index = 0; index < given.size(); index++) {
                read(parameters, given.get(index), PATTERNS + "[" + index + "]", patterns);
            }
        }
        return new RegexDetector(patterns);
    }

    private static void read(Parameters parameters, JsonNode pattern, String path, List<CustomPattern> patterns) {
        String name = pattern.path("name").asText("");
        String regex = pattern.path("regex").asText("");
        String entity = pattern.path("entity").asText("CUSTOM_PATTERN");
        int maxLength = pattern.path("max_length").asInt(PatternRule.DEFAULT_LENGTH);
        double score = pattern.path("score").asDouble(1);
        int group = pattern.path("group").asInt(0);
        List<String> near =
                pattern.path("near").valueStream().map(JsonNode::asText).toList();
        int before = patterns.size();
        if (!isName(name, 'a', '-')) {
            parameters.fault(path + ".name", NAME_RULE, "");
        } else if (!isName(entity, 'A', '_')) {
            parameters.fault(path + ".entity", ENTITY_RULE, "");
        } else if (regex.isEmpty() || regex.length() > MAX_REGEX) {
            parameters.fault(path + ".regex", "A regular expression of 1 to " + MAX_REGEX + " characters", "");
        } else if (maxLength < 1 || maxLength > PatternRule.MAX_LENGTH) {
            parameters.fault(path + ".max_length", "A whole number from 1 to " + PatternRule.MAX_LENGTH, "");
        } else if (score <= 0 || score > 1) {
            parameters.fault(path + ".score", "A number above 0 up to 1", "");
        } else if (group < 0 || group > MAX_PATTERNS) {
            parameters.fault(path + ".group", "The number of a group, or 0 for all that matches", "");
        } else if (near.size() > MAX_PATTERNS || near.stream().anyMatch(String::isBlank)) {
            parameters.fault(path + ".near", "At most " + MAX_PATTERNS + " words", "");
        } else {
            patterns.add(new CustomPattern(new PatternRule(name, regex, near, maxLength, group), entity, score));
        }
        if (patterns.size() > before) {
            try {
                Patterns.check(patterns.getLast().rule());
            } catch (PatternMalformed malformed) {
                patterns.removeLast();
                parameters.fault(path + ".regex", String.valueOf(malformed.getMessage()), "");
            }
        }
    }

    private static boolean isName(String name, char firstLetter, char sign) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars()
                        .allMatch(character -> character >= firstLetter && character <= firstLetter + 25
                                || character >= '0' && character <= '9'
                                || character == sign);
    }
}
