package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.llmops.guardrail.answers.RefusalDetector.Kind;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.learning.CueModel;

/** The detector of answers that refuse. */
@Singleton
public final class Refusal implements DetectorType {
    /** Chosen on the labelled answers that the weights come from; the card says what it costs. */
    static final double DEFAULT_THRESHOLD = 0.65;

    static final int DEFAULT_LOOK_AT = 400;

    private static final List<String> KINDS =
            Arrays.stream(Kind.values()).map(Kind::word).toList();

    private final CueModel<RefusalCue> model = CueModel.read(RefusalCue.class, Resources.lines("refusal.txt"));

    @Override
    public String name() {
        return "refusal";
    }

    @Override
    public String description() {
        return "Tells from the beginning of an answer whether it refuses, refuses in part, or lacks the means; by phrases of some "
                + "thirty languages, weighed by a model that was learned from English answers.";
    }

    @Override
    public String version() {
        return "2-" + model.version();
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "threshold",
                "0.05 to 0.99: how sure a refusal must be",
                "look_at",
                "So many code points from the beginning are read, 100 to 2000",
                "kinds",
                "refusal, partial (declines and helps all the same), capability (lacks the means)");
    }

    @Override
    public Detector compile(Parameters parameters) {
        double threshold = parameters.number("threshold", 0.05, 0.99, DEFAULT_THRESHOLD);
        int lookAt = parameters.whole("look_at", 100, 2000, DEFAULT_LOOK_AT);
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String word : parameters.texts("kinds", KINDS)) {
            if (KINDS.contains(word)) {
                kinds.add(Kind.values()[KINDS.indexOf(word)]);
            } else {
                parameters.fault("kinds", "Of " + KINDS.stream().collect(Collectors.joining(", ")), word);
            }
        }
        if (kinds.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("kinds", "At least one of " + String.join(", ", KINDS), "");
        }
        return new RefusalDetector(model, threshold, kinds, lookAt);
    }
}
