package org.llmops.guardrail.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/** Detectors of answers as tests use them: compiled from JSON, with texts around, and indifferent to how an answer is cut. */
final class Answers {
    private Answers() {}

    static Scene scene(Scene.Around... around) {
        return new Scene(new WorkspaceId("acme"), true, Source.ASSISTANT, List.of(around), Map.of());
    }

    static Scene.Around system(String text) {
        return new Scene.Around(Source.SYSTEM, text);
    }

    static Scene.Around user(String text) {
        return new Scene.Around(Source.USER, text);
    }

    static Scene.Around context(String text) {
        return new Scene.Around(Source.CONTEXT, text);
    }

    static LocalDetector detector(DetectorType type, String json) {
        Parameters parameters = parameters(json);
        LocalDetector detector = (LocalDetector) type.compile(parameters);
        assertThat(parameters.faults()).isEmpty();
        return detector;
    }

    static List<String> faults(DetectorType type, String json) {
        Parameters parameters = parameters(json);
        type.compile(parameters);
        return parameters.faults().stream().map(FieldError::field).toList();
    }

    static Parameters parameters(String json) {
        try {
            return new Parameters((ObjectNode) new ObjectMapper().readTree(json), "p");
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    static List<Match> matches(LocalDetector detector, Scene scene, String text) {
        return Pieces.matches(detector, scene, List.of(text));
    }

    static List<String> rules(LocalDetector detector, Scene scene, String text) {
        return matches(detector, scene, text).stream().map(Match::rule).toList();
    }

    /** The texts of what is found, in their order. */
    static List<String> found(LocalDetector detector, Scene scene, String text) {
        int[] codePoints = text.codePoints().toArray();
        return matches(detector, scene, text).stream()
                .map(match -> new String(codePoints, match.start(), match.length()))
                .toList();
    }

    /** Every cut into two, single code points, and random pieces. */
    static void expectSameHoweverCut(LocalDetector detector, Scene scene, String text) {
        List<Match> whole = matches(detector, scene, text);
        int[] codePoints = text.codePoints().toArray();
        for (int cut = 1; cut < codePoints.length; cut++) {
            List<String> halves =
                    List.of(new String(codePoints, 0, cut), new String(codePoints, cut, codePoints.length - cut));
            assertThat(Pieces.matches(detector, scene, halves)).as("%s", halves).isEqualTo(whole);
        }
        List<String> single = text.codePoints().mapToObj(Character::toString).toList();
        assertThat(Pieces.matches(detector, scene, single))
                .as("single %s", text)
                .isEqualTo(whole);
        Random random = new Random(text.hashCode());
        for (int round = 0; round < 10; round++) {
            List<String> pieces = new ArrayList<>();
            for (int from = 0; from < codePoints.length; ) {
                int length = Math.min(codePoints.length - from, 1 + random.nextInt(20));
                pieces.add(new String(codePoints, from, length));
                from += length;
            }
            assertThat(Pieces.matches(detector, scene, pieces)).as("%s", pieces).isEqualTo(whole);
        }
    }
}
