package org.llmops.guardrail.secrets;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for secrets. */
@Singleton
public final class SecretsType implements DetectorType {
    private static final String JWT = "jwt";
    private static final String PRIVATE_KEY = "private-key";
    private static final Map<String, Scanner> BY_HAND = byHand();

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public String description() {
        return "Keys, tokens and passwords of 200 services, private keys, web tokens and connection strings, by their form and"
                + " randomness; whether they are still valid nobody asks";
    }

    @Override
    public String version() {
        return "3";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "rules",
                "The only rules that count; none means all",
                "except",
                "Rules that do not count",
                "least_score",
                "0 to 1: rules that are less sure do not count");
    }

    @Override
    public boolean findsValues() {
        return true;
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    /**
     * Reads {@code rules}, the only ones that count (all, if there are none), {@code except}, those that do not, and
     * {@code least_score}, below which a rule does not count.
     */
    @Override
    public Detector compile(Parameters parameters) {
        Map<String, SecretRule> known = new LinkedHashMap<>();
        SecretRules.shipped().forEach(rule -> known.put(rule.id(), rule));
        List<String> only = ids(parameters, "rules", known);
        List<String> except = ids(parameters, "except", known);
        double least = parameters.number("least_score", 0, 1, 0.5);
        List<SecretRule> rules = known.values().stream()
                .filter(rule -> counts(rule.id(), only, except) && rule.score() >= least)
                .toList();
        List<Scanner> byHand = new ArrayList<>();
        BY_HAND.forEach((id, scanner) -> {
            if (counts(id, only, except)) {
                byHand.add(scanner);
            }
        });
        if (rules.isEmpty() && byHand.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("rules", "No rule is left: name others, except fewer, or lower least_score", "");
        }
        return new SecretDetector(rules, byHand);
    }

    private static boolean counts(String id, List<String> only, List<String> except) {
        return (only.isEmpty() || only.contains(id)) && !except.contains(id);
    }

    private static List<String> ids(Parameters parameters, String name, Map<String, SecretRule> known) {
        List<String> ids = parameters.texts(name, List.of());
        for (String id : ids) {
            if (!known.containsKey(id) && !BY_HAND.containsKey(id)) {
                return parameters.fault(name, "No rule for secrets is called '" + id + "'", List.of());
            }
        }
        return ids;
    }

    private static Map<String, Scanner> byHand() {
        Map<String, Scanner> byHand = new LinkedHashMap<>();
        byHand.put(PRIVATE_KEY, new PrivateKeys());
        byHand.put(JWT, new WebTokens());
        return byHand;
    }
}
