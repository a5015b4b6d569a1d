package org.llmops.guardrail.content;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for abuse, hate, threats, self-harm, sexual content and violence. */
@Singleton
public final class ToxicityType implements DetectorType {
    /** Categories that rules tell are reported from here on. */
    static final double RULE_THRESHOLD = 0.7;

    /** Toxicity as the model tells it: about one passage in a hundred of ordinary text reaches so much; see the card. */
    static final double MODEL_THRESHOLD = 0.8;

    private static final List<String> WORDS =
            Category.ALL.stream().map(Category::word).toList();

    @Override
    public String name() {
        return "toxicity";
    }

    @Override
    public String description() {
        return "Toxic text by a linear model, English; hate, insults, threats, sexual content, self-harm and violence by"
                + " rules over word classes in ten languages. A first line that finds plain wording, not irony or allusion";
    }

    @Override
    public String version() {
        return "4." + ToxicityModel.own().version();
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "categories",
                "Of " + String.join(", ", WORDS),
                "thresholds",
                "{\"hate\": 0.8}: 0 to 1, for categories whose default (0.7, of toxicity 0.8) does not fit");
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    /**
     * Reads {@code categories}, a list of their names, and {@code thresholds}, an object with a number from 0 to 1 for
     * each category whose default does not fit.
     */
    @Override
    public Detector compile(Parameters parameters) {
        Map<Category, Double> thresholds = new EnumMap<>(Category.class);
        for (String word : parameters.texts("categories", WORDS)) {
            Category.of(word)
                    .ifPresentOrElse(
                            category -> thresholds.put(
                                    category, category == Category.TOXICITY ? MODEL_THRESHOLD : RULE_THRESHOLD),
                            () -> parameters.fault("categories", "Of " + String.join(", ", WORDS), word));
        }
        if (thresholds.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("categories", "At least one of " + String.join(", ", WORDS), "");
        }
        readThresholds(parameters, parameters.json("thresholds"), thresholds);
        return new ToxicityDetector(ToxicityModel.own(), thresholds);
    }

    private static void readThresholds(
            Parameters parameters, @Nullable JsonNode given, Map<Category, Double> thresholds) {
        if (given == null) {
            return;
        }
        String chosen = thresholds.keySet().stream().map(Category::word).collect(Collectors.joining(", "));
        boolean fits = given.isObject();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            Category category = Category.of(entry.getKey()).orElse(null);
            double value = entry.getValue().asDouble(-1);
            fits &= category != null
                    && thresholds.containsKey(category)
                    && entry.getValue().isNumber()
                    && value >= 0
                    && value <= 1;
            if (fits && category != null) {
                thresholds.put(category, value);
            }
        }
        if (!fits) {
            parameters.fault("thresholds", "An object with a number from 0 to 1 for some of " + chosen, given);
        }
    }
}
