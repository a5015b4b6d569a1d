package org.llmops.router.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** Conversations that go on. */
class FurtherMessagesTest {
    private static final String MORE =
            "{\"role\":\"assistant\",\"content\":\"No \\\"x\\\"\"},{\"role\":\"user\",\"content\":\"Why?\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat | {'model':'m', 'messages':[ {'role':'user','content':'a'} ] ,'n':1} | {'model':'m', 'messages':[ {'role':'user','content':'a'} ,MORE] ,'n':1}",
                "chat | {'model':'m','messages':[]} | {'model':'m','messages':[MORE]}",
                "messages | {'max_tokens':5,'messages':[{'role':'user','content':'a'}]} | {'max_tokens':5,'messages':[{'role':'user','content':'a'},MORE]}",
                "responses | {'input':[{'role':'user','content':'a'}]} | {'input':[{'role':'user','content':'a'},MORE]}",
                "responses | {'input':'a','model':'m'} | {'input':[{'role':'user','content':'a'},MORE],'model':'m'}"
            })
    void whatIsAddedStandsBehindWhatWasSaid(String format, String request, String expected) throws BodyMalformed {
        WireFormat spoken = switch (format) {
            case "chat" -> ChatFormat.CHAT;
            case "messages" -> MessagesFormat.MESSAGES;
            default -> ResponsesFormat.RESPONSES;
        };
        RequestBody body = spoken.request(Json.utf8(request.replace('\'', '"')));

        RequestBody more = spoken.further(body, "No \"x\"", "Why?").orElseThrow();

        assertThat(new String(more.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected.replace('\'', '"').replace("MORE", MORE));
        assertThat(more.messages()).isEqualTo(body.messages() + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"chat | {'model':'m'}", "completions | {'model':'m','prompt':'a'}"})
    void whereThereIsNoConversationNothingIsAdded(String format, String request) throws BodyMalformed {
        WireFormat spoken = format.equals("chat") ? ChatFormat.CHAT : CompletionsFormat.COMPLETIONS;

        assertThat(spoken.further(spoken.request(Json.utf8(request.replace('\'', '"'))), "a", "b"))
                .isEmpty();
    }
}
