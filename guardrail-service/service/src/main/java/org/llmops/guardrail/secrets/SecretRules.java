package org.llmops.guardrail.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternRule;
import org.llmops.guardrail.matching.Patterns;

/**
 * The rules that come with the service: one JSON object per line. Either {@code regex} is the whole pattern, or {@code
 * names} and {@code value} are: what is assigned, and to what.
 */
final class SecretRules {
    /** Between a name and its value: up to 20 characters more of a name, the sign of an assignment, quotes. */
    static final String ASSIGNED =
            "(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}";

    /** Behind a value. */
    static final String ENDED = "(?:[\\x60'\"\\s;]|\\\\[nr]|$)";

    private static final List<String> RESOURCES = List.of("gitleaks.jsonl", "own.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<SecretRule> rules = new ArrayList<>();
    private final Map<String, List<String>> shared = new HashMap<>();

    private SecretRules() {}

    /** All rules; in the same order every time. */
    static List<SecretRule> shipped() {
        return Shipped.RULES;
    }

    static Patterns patterns(List<SecretRule> rules) {
        try {
            return Patterns.of(rules.stream().map(SecretRule::pattern).toList());
        } catch (PatternMalformed malformed) {
            throw new IllegalStateException("A rule of ours is malformed", malformed);
        }
    }

    private static List<SecretRule> read() {
        SecretRules read = new SecretRules();
        for (String resource : RESOURCES) {
            try (InputStream in = SecretRules.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("The resource " + resource + " is missing");
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    read.add(JSON.readTree(line));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return List.copyOf(read.rules);
    }

    /** A line without an id holds what all rules of its file share. */
    private void add(JsonNode line) {
        if (!line.has("id")) {
            shared.put("harmless", texts(line, "harmless"));
            shared.put("stop_words", texts(line, "stop_words"));
            return;
        }
        String flags = line.path("case").asBoolean(false) ? "" : "(?i)";
        String regex = line.has("regex")
                ? line.get("regex").asText()
                : flags
                        + line.get("names").asText()
                        + ASSIGNED
                        + line.get("value").asText()
                        + ENDED;
        rules.add(new SecretRule(
                new PatternRule(
                        line.get("id").asText(),
                        regex,
                        texts(line, "near"),
                        line.path("max").asInt(PatternRule.DEFAULT_LENGTH),
                        line.path("group").asInt(PatternRule.FIRST_GROUP)),
                line.path("entity").asText("SECRET"),
                line.path("score").asDouble(0.95),
                line.path("entropy").asDouble(0),
                patterns(line, "harmless"),
                texts(line, "harmless_matches").stream()
                        .map(SecretRule.LazyPattern::new)
                        .toList(),
                joined(line, "stop_words")));
    }

    private List<SecretRule.LazyPattern> patterns(JsonNode line, String field) {
        return joined(line, field).stream().map(SecretRule.LazyPattern::new).toList();
    }

    private List<String> joined(JsonNode line, String field) {
        List<String> joined = new ArrayList<>(shared.getOrDefault(field, List.of()));
        joined.addAll(texts(line, field));
        return joined;
    }

    private static List<String> texts(JsonNode line, String field) {
        return line.path(field).valueStream().map(JsonNode::asText).toList();
    }

    /** Read when the first policy needs them. */
    private static final class Shipped {
        static final List<SecretRule> RULES = read();
    }
}
