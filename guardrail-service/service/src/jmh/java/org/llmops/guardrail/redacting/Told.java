package org.llmops.guardrail.redacting;

import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;

/** The 2 KB that latencies are measured with, and who says them. */
public enum Told {
    user_message(Direction.INPUT, Source.USER),
    tool_result(Direction.INPUT, Source.TOOL_RESULT),
    answer(Direction.OUTPUT, Source.ASSISTANT);

    final Direction direction;
    final Source source;

    Told(Direction direction, Source source) {
        this.direction = direction;
        this.source = source;
    }

    String content() {
        return switch (this) {
            case user_message -> SpeedTexts.message();
            case tool_result -> SpeedTexts.toolResult();
            case answer -> SpeedTexts.of("chat", 2_000);
        };
    }
}
