package org.llmops.guardrail.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.platform.problem.FieldError;

/** Detectors from parameters as a policy writes them. */
final class Given {
    private Given() {}

    static LocalDetector detector(DetectorType type, String json) {
        Parameters parameters = parameters(json);
        LocalDetector detector = (LocalDetector) type.compile(parameters);
        if (!parameters.faults().isEmpty()) {
            throw new IllegalArgumentException(parameters.faults().toString());
        }
        return detector;
    }

    /** What is wrong with parameters. */
    static List<FieldError> faults(DetectorType type, String json) {
        Parameters parameters = parameters(json);
        type.compile(parameters);
        return parameters.faults();
    }

    /** {@code rule:text} of everything found. */
    static List<String> found(LocalDetector detector, String text) {
        int[] codePoints = text.codePoints().toArray();
        return Pieces.matches(detector, text).stream()
                .map(match -> match.rule() + ":" + new String(codePoints, match.start(), match.length()))
                .toList();
    }

    private static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "parameters");
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
