package org.llmops.guardrail.custom;

import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.v1.DetectAround;
import org.llmops.guardrail.v1.DetectMatch;
import org.llmops.guardrail.v1.DetectRequest;
import org.llmops.guardrail.v1.DetectResponse;
import org.llmops.guardrail.v1.DetectScene;
import org.llmops.guardrail.v1.DetectText;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Source;

/** Questions and answers between the domain and the contract of detectors over gRPC. */
final class DetectorWire {
    private DetectorWire() {}

    static DetectRequest question(Registered detector, Scene scene, String text) {
        DetectScene.Builder around = DetectScene.newBuilder()
                .setWorkspace(scene.workspace().value())
                .setDirection(scene.outgoing() ? Direction.DIRECTION_OUTPUT : Direction.DIRECTION_INPUT)
                .setSource(source(scene.source()))
                .putAllAttributes(scene.attributes());
        if (detector.terms().sendsAround()) {
            scene.around()
                    .forEach(other -> around.addAround(DetectAround.newBuilder()
                            .setSource(source(other.source()))
                            .setText(other.text())));
        }
        return DetectRequest.newBuilder()
                .setDetector(detector.name().value())
                .addTexts(DetectText.newBuilder().setId(Question.TEXT_ID).setText(text))
                .setScene(around)
                .build();
    }

    static List<Match> matches(Told told, DetectResponse answer) {
        answer.getMatchesList().forEach(match -> add(told, match));
        return told.matches();
    }

    private static void add(Told told, DetectMatch match) {
        if (!match.getTextId().equals(Question.TEXT_ID)) {
            throw told.lie("a match in a text that it was not asked about");
        }
        told.match(
                match.getEntity(),
                match.getRule(),
                match.getStart(),
                match.getEnd(),
                match.getScore(),
                match.getReason());
    }

    private static Source source(org.llmops.guardrail.detecting.Source source) {
        return switch (source) {
            case SYSTEM -> Source.SOURCE_SYSTEM;
            case USER -> Source.SOURCE_USER;
            case ASSISTANT -> Source.SOURCE_ASSISTANT;
            case TOOL_ARGUMENTS -> Source.SOURCE_TOOL_ARGUMENTS;
            case TOOL_RESULT -> Source.SOURCE_TOOL_RESULT;
            case CONTEXT -> Source.SOURCE_CONTEXT;
            case REASONING -> Source.SOURCE_REASONING;
        };
    }
}
