package org.llmops.router.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.wire.messages.MessagesFormat;

class OutputBoundTest {
    private static final String MESSAGE = """
            {"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"text","text":"one two three"}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":9}}""";

    @Test
    void closesAMessageThatGoesOnBeyondIt() throws IOException {
        OutputBound bound = new OutputBound(2, MessagesFormat.MESSAGES.voice());
        List<AnswerBody> events = events();

        assertThat(bound.exceededWith(events.get(0))).isFalse();
        assertThat(bound.exceededWith(events.get(1))).isFalse();
        assertThat(bound.exceededWith(events.get(2))).isTrue();
        assertThat(bound.end())
                .extracting(event -> new String(event.bytes(), StandardCharsets.UTF_8))
                .containsExactly(
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":0}}",
                        "{\"type\":\"message_stop\"}");
    }

    @Test
    void letsAMessageEndThatSaysOnlyThenHowLongItWas() throws IOException {
        OutputBound bound = new OutputBound(5, MessagesFormat.MESSAGES.voice());

        for (AnswerBody event : events()) {
            assertThat(bound.exceededWith(event)).as(event.event()).isFalse();
        }
    }

    private static List<AnswerBody> events() throws IOException {
        return MessagesFormat.MESSAGES.cut(
                MessagesFormat.MESSAGES.answer(MESSAGE.getBytes(StandardCharsets.UTF_8)), true);
    }
}
