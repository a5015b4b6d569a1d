package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for program code. */
@Singleton
public final class CodeType implements DetectorType {
    @Override
    public String name() {
        return "code";
    }

    @Override
    public String description() {
        return "Lines of program code, by what lines of each language contain; a line that could be any language's is found"
                + " only among others";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "languages",
                "None means all of " + String.join(", ", CodeCues.languages()),
                "least_score",
                "0 to 1: lines that look less like code are no finding");
    }

    /** Reads {@code languages} (all, if there are none) and {@code least_score}. */
    @Override
    public Detector compile(Parameters parameters) {
        List<String> languages = parameters.texts("languages", List.of()).stream()
                .map(language -> language.toLowerCase(Locale.ROOT))
                .toList();
        if (!CodeCues.languages().containsAll(languages)) {
            parameters.fault("languages", "Languages among " + String.join(", ", CodeCues.languages()), "");
        }
        return new CodeDetector(languages, parameters.number("least_score", 0, 1, 0.6));
    }
}
