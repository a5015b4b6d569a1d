package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that bound how long a text may be. */
@Singleton
public final class LengthType implements DetectorType {
    /** No text is longer, whatever the settings. */
    private static final int MOST = 10_000_000;

    @Override
    public String name() {
        return "length";
    }

    @Override
    public String description() {
        return "Texts with more characters, tokens (estimated) or lines than allowed; the find is the first character too many";
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
                "max_characters",
                "Code points; 0 is no bound",
                "max_tokens",
                "Estimated; 0 is no bound",
                "max_lines",
                "0 is no bound");
    }

    /** Reads {@code max_characters} (code points), {@code max_tokens} and {@code max_lines}; 0 is no bound. */
    @Override
    public Detector compile(Parameters parameters) {
        int characters = parameters.whole("max_characters", 0, MOST, 0);
        int tokens = parameters.whole("max_tokens", 0, MOST, 0);
        int lines = parameters.whole("max_lines", 0, MOST, 0);
        if (characters == 0 && tokens == 0 && lines == 0 && parameters.faults().isEmpty()) {
            parameters.fault("max_characters", "Without a bound there is nothing to find: set one of the three", "");
        }
        return new LengthDetector(characters, tokens, lines);
    }
}
