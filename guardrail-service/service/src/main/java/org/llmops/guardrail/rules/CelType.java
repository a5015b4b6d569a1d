package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails with a condition of their own on a text and on who calls. */
@Singleton
public final class CelType implements DetectorType {
    private static final LocalDetector NEVER = scene -> (text, from, found) -> text.end();

    @Override
    public String name() {
        return "cel";
    }

    @Override
    public String description() {
        return "A condition in CEL over facts of the whole text and of the call, so a stream is held until it ends; the find is"
                + " the whole text, which may be empty";
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
                "condition",
                "True of what is to be found, in CEL: text, characters, words, lines, tokens, language, source, outgoing,"
                        + " attributes['app']; such as `words > 500 && language != \"en\"`");
    }

    /** Reads {@code condition}, which is true of what is to be found. */
    @Override
    public Detector compile(Parameters parameters) {
        String condition = parameters.needed("condition");
        if (condition.isEmpty()) {
            return NEVER;
        }
        try {
            TextCondition compiled = TextCondition.of(condition);
            return (LocalDetector) scene -> (text, from, found) -> {
                if (!text.isComplete()) {
                    return from;
                }
                boolean looks = text.end() > from || text.end() == 0;
                if (looks && compiled.holds(scene, text.substring(from, text.end()))) {
                    found.accept(Match.of("CONDITION", "cel", from, text.end(), 1, "The condition holds"));
                }
                return text.end();
            };
        } catch (TextCondition.Malformed malformed) {
            return parameters.fault("condition", String.valueOf(malformed.getMessage()), NEVER);
        }
    }
}
