package org.llmops.guardrail.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    public Map<String, String> explains() {
        return Map.of(
                "patterns",
                "[{\"name\": \"ticket\", \"regex\": \"TICKET-(\\\\d{4,8})\"}], and as wanted entity (TICKET_ID), near (words of which"
                        + " one comes shortly before), max_length (of a match, 512), group (the part that counts, 0 is all),"
                        + " score (1); (?i) in front for whatever case");
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

    private static void read(Parameters parameters, JsonNode given, String path, List<CustomPattern> patterns) {
        if (!(given instanceof ObjectNode object)) {
            parameters.fault(path, "An object with a name and a regex", "");
            return;
        }
        Parameters pattern = parameters.within(path, object);
        String name = Objects.requireNonNullElse(pattern.text("name"), "");
        String regex = Objects.requireNonNullElse(pattern.text("regex"), "");
        String entity = Objects.requireNonNullElse(pattern.text("entity"), "CUSTOM_PATTERN");
        List<String> near = pattern.texts("near", List.of());
        int maxLength = pattern.whole("max_length", 1, PatternRule.MAX_LENGTH, PatternRule.DEFAULT_LENGTH);
        int group = pattern.whole("group", 0, MAX_PATTERNS, 0);
        double score = pattern.number("score", 0, 1, 1);
        if (!pattern.faults().isEmpty()) {
            return;
        }
        if (!isName(name, 'a', '-')) {
            pattern.fault("name", NAME_RULE, "");
        } else if (!isName(entity, 'A', '_')) {
            pattern.fault("entity", ENTITY_RULE, "");
        } else if (regex.isEmpty() || regex.length() > MAX_REGEX) {
            pattern.fault("regex", "A regular expression of 1 to " + MAX_REGEX + " characters", "");
        } else if (score == 0) {
            pattern.fault("score", "A number above 0 up to 1", "");
        } else if (near.size() > MAX_PATTERNS || near.stream().anyMatch(String::isBlank)) {
            pattern.fault("near", "At most " + MAX_PATTERNS + " words", "");
        } else {
            add(
                    pattern,
                    new CustomPattern(new PatternRule(name, regex, near, maxLength, group), entity, score),
                    patterns);
        }
    }

    private static void add(Parameters given, CustomPattern pattern, List<CustomPattern> patterns) {
        try {
            int groups = Patterns.check(pattern.rule());
            if (pattern.rule().group() > groups) {
                given.fault(
                        "group", "The number of a group, of which the pattern has " + groups + ", or 0 for all", "");
            } else {
                patterns.add(pattern);
            }
        } catch (PatternMalformed malformed) {
            given.fault("regex", String.valueOf(malformed.getMessage()), "");
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
