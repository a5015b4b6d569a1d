package org.llmops.guardrail.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternRule;
import org.llmops.guardrail.matching.Patterns;
import org.llmops.guardrail.matching.Regex;

/**
 * Derives our resource of rules from those of gitleaks. Arguments: the folder with {@code gitleaks.toml}, and the file to
 * write.
 */
final class DeriveSecretRules {
    /** Any name that a value is given may go on to the left; we look at the part that says something. */
    private static final String NAME_BEFORE = "[\\w.-]{0,50}?";

    /** Looked at of a pattern that has no bound of its own. */
    private static final int UNBOUNDED = 2_048;

    /** What these match is found by hand, without a bound that long keys exceed, and checked. */
    private static final Map<String, String> BY_HAND = Map.of(
            "private-key", "found by PrivateKeys: longer keys, escaped ones, cut off ones",
            "jwt", "found by WebTokens: its header is decoded");

    /** Commands over several lines: a gap of any length becomes one that is bounded. */
    private static final Map<String, String> REWRITTEN = Map.of(
            "(?:.*?|.*?(?:[\\r\\n]{1,2}.*?){1,5})", "(?s:.{0,200}?)",
            "(?:.*|.*(?:[\\r\\n]{1,2}.*){1,5})", "(?s:.{0,200}?)");

    /** Assignments of whatever looks random: often right, often not. */
    private static final Map<String, Double> SCORES =
            Map.of("generic-api-key", 0.6, "hashicorp-tf-password", 0.6, "sourcegraph-access-token", 0.7);

    private final Map<String, String> leftOut = new TreeMap<>();

    private DeriveSecretRules() {}

    public static void main(String[] arguments) throws IOException {
        TomlRules toml = new TomlRules(Files.readString(Path.of(arguments[0]).resolve("gitleaks.toml")));
        DeriveSecretRules deriving = new DeriveSecretRules();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Map<String, Object> rule : toml.rules) {
            String id = (String) rule.get("id");
            String reason = deriving.whyNot(rule);
            if (reason == null) {
                lines.add(deriving.line(rule));
            } else {
                deriving.leftOut.put(id, reason);
            }
        }
        lines.addFirst(deriving.shared(toml));
        ObjectMapper json = new ObjectMapper();
        List<String> written = new ArrayList<>();
        for (Map<String, Object> line : lines) {
            written.add(json.writeValueAsString(line));
        }
        Files.write(Path.of(arguments[1]), written);
        System.out.println((lines.size() - 1) + " rules; left out: " + deriving.leftOut);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> shared(TomlRules toml) {
        Map<String, Object> allowed = (Map<String, Object>) toml.top.getOrDefault("allowlist", Map.of());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(
                "about",
                "Derived by DeriveSecretRules from the default rules of gitleaks (https://github.com/gitleaks/gitleaks),"
                        + " MIT License, Copyright (c) 2019 Zachary Rice");
        line.put("left_out", leftOut);
        line.put("harmless", TomlRules.texts(allowed, "regexes"));
        line.put("stop_words", TomlRules.texts(allowed, "stopwords"));
        return line;
    }

    /** Why a rule is left out; null for one that is not. */
    private String whyNot(Map<String, Object> rule) {
        String id = (String) rule.get("id");
        if (!rule.containsKey("regex")) {
            return "judges file names";
        }
        if (BY_HAND.containsKey(id)) {
            return BY_HAND.get(id);
        }
        try {
            Patterns.check(new PatternRule(id, regex(rule), List.of(), PatternRule.MAX_LENGTH, 0));
            return null;
        } catch (PatternMalformed malformed) {
            return malformed.getMessage();
        }
    }

    private static String regex(Map<String, Object> rule) {
        String regex = ((String) rule.get("regex")).replace(NAME_BEFORE, "");
        for (Map.Entry<String, String> rewritten : REWRITTEN.entrySet()) {
            regex = regex.replace(rewritten.getKey(), rewritten.getValue());
        }
        return regex;
    }

    private Map<String, Object> line(Map<String, Object> rule) {
        Map<String, Object> line = new LinkedHashMap<>();
        String id = (String) rule.get("id");
        line.put("id", id);
        putRegex(line, regex(rule));
        line.put("near", rule.getOrDefault("keywords", List.of()));
        line.put("entropy", rule.getOrDefault("entropy", 0));
        if (rule.containsKey("secretGroup")) {
            line.put("group", ((Double) rule.get("secretGroup")).intValue());
        }
        if (SCORES.containsKey(id)) {
            line.put("score", SCORES.get(id));
        }
        int longest = parse(regex(rule)).maxLength();
        line.put("max", Math.min(PatternRule.MAX_LENGTH, longest == Regex.UNBOUNDED ? UNBOUNDED : longest + 1));
        for (Map<String, Object> allowed : TomlRules.allowlists(rule)) {
            allow(allowed, line);
        }
        return line;
    }

    /** Paths say nothing about a text, and a condition on them nothing without them; whole lines are not looked at. */
    private static void allow(Map<String, Object> allowed, Map<String, Object> line) {
        if (allowed.containsKey("condition") || "line".equals(allowed.get("regexTarget"))) {
            return;
        }
        String field = "match".equals(allowed.get("regexTarget")) ? "harmless_matches" : "harmless";
        for (Map.Entry<String, String> each :
                Map.of(field, "regexes", "stop_words", "stopwords").entrySet()) {
            List<String> all = new ArrayList<>(TomlRules.texts(line, each.getKey()));
            all.addAll(TomlRules.texts(allowed, each.getValue()));
            if (!all.isEmpty()) {
                line.put(
                        each.getKey(),
                        List.copyOf(Set.copyOf(all).stream().sorted().toList()));
            }
        }
    }

    private static void putRegex(Map<String, Object> line, String regex) {
        int middle = regex.indexOf(SecretRules.ASSIGNED);
        String flag = "(?i)";
        if (middle > 0 && regex.startsWith(flag) && regex.endsWith(SecretRules.ENDED)) {
            line.put("names", regex.substring(flag.length(), middle));
            line.put(
                    "value",
                    regex.substring(
                            middle + SecretRules.ASSIGNED.length(), regex.length() - SecretRules.ENDED.length()));
        } else {
            line.put("regex", regex);
        }
    }

    private static Regex parse(String regex) {
        try {
            return Regex.parse(regex);
        } catch (PatternMalformed malformed) {
            throw new UncheckedIOException(new IOException(malformed));
        }
    }
}
