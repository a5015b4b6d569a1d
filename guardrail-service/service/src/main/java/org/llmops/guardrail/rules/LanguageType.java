package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that ask for certain languages. */
@Singleton
public final class LanguageType implements DetectorType {
    @Override
    public String name() {
        return "language";
    }

    @Override
    public String description() {
        return "Sentences in languages other than the allowed ones, told by script and by frequent words; of fewer than four"
                + " words of a shared script it says nothing";
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
        return Map.of("allowed", "ISO 639-1, of " + String.join(", ", Languages.known()));
    }

    /** Reads {@code allowed}, codes of ISO 639-1. */
    @Override
    public Detector compile(Parameters parameters) {
        List<String> allowed = parameters.texts("allowed", List.of()).stream()
                .map(language -> language.toLowerCase(Locale.ROOT))
                .toList();
        if (allowed.isEmpty()) {
            parameters.fault("allowed", "The detector needs them: the languages that are allowed, such as en", "");
        }
        if (!Languages.known().containsAll(allowed)) {
            parameters.fault("allowed", "Languages among " + String.join(", ", Languages.known()), "");
        }
        return new LanguageDetector(allowed);
    }
}
