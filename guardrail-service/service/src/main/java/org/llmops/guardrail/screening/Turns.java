package org.llmops.guardrail.screening;

import java.util.List;
import java.util.stream.IntStream;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;

/** Tells the latest turn of a conversation from what came before. */
final class Turns {
    private Turns() {}

    /** The first segment of the latest turn: the user's last words, all parts of them. Of an answer everything is latest. */
    static int latest(Direction direction, List<Segment> segments) {
        if (direction == Direction.OUTPUT) {
            return 0;
        }
        int start = segments.size() - 1;
        while (start >= 0 && segments.get(start).source() != Source.USER) {
            start--;
        }
        while (start > 0 && segments.get(start - 1).source() == Source.USER) {
            start--;
        }
        return Math.max(0, start);
    }

    /** What the texts of a request can be held against: what the model is told and given, and the question. */
    static List<Scene.Around> around(List<Segment> segments) {
        int latest = latest(Direction.INPUT, segments);
        return IntStream.range(0, segments.size())
                .filter(index -> switch (segments.get(index).source()) {
                    case SYSTEM, CONTEXT, TOOL_RESULT -> true;
                    case USER -> index >= latest;
                    case ASSISTANT, TOOL_ARGUMENTS, REASONING -> false;
                })
                .mapToObj(segments::get)
                .map(segment -> new Scene.Around(segment.source(), segment.text()))
                .toList();
    }
}
