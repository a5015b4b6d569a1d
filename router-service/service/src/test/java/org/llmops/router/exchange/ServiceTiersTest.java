package org.llmops.router.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** A request says how urgent it is; what leaves that to the provider is reserved for at the standard rates. */
class ServiceTiersTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"model\":\"m\",\"messages\":[]}`,                              standard",
                "`{\"model\":\"m\",\"service_tier\":\"priority\",\"messages\":[]}`, priority",
                "`{\"model\":\"m\",\"service_tier\":\"flex\",\"messages\":[]}`,     flex",
                "`{\"model\":\"m\",\"service_tier\":\"auto\",\"messages\":[]}`,     standard",
                "`{\"model\":\"m\",\"service_tier\":null,\"messages\":[]}`,        standard",
                "`{\"model\":\"m\",\"service_tier\":[1],\"messages\":[]}`,         standard"
            })
    void theTierIsReadFromTheRequest(String json, String tier) throws BodyMalformed {
        RequestBody body = ChatFormat.CHAT.request(Json.utf8(json));

        assertThat(ServiceTiers.requested(body)).isEqualTo(tier);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "chat      |                    | {'id':'x','choices':[],'service_tier':'flex'}                         | flex",
                "chat      |                    | {'choices':[{'index':0,'delta':{},'service_tier':'no'}]}             | ",
                "chat      |                    | {'choices':[],'service_tier':null}                                   | ",
                "chat      |                    | {'choices':[],'service_tier':'far too long to be the name of a tier'} | ",
                "completion|                    | {'choices':[],'service_tier':'priority'}                             | priority",
                "responses |                    | {'output':[],'service_tier':'priority'}                              | priority",
                "responses | response.completed | {'type':'response.completed','response':{'output':[],'service_tier':'flex'}} | flex",
                "messages  |                    | {'content':[],'usage':{'input_tokens':1,'service_tier':'batch'}}      | batch",
                "messages  | message_start      | {'type':'message_start','message':{'content':[],'usage':{'input_tokens':1,'service_tier':'priority'}}} | priority"
            })
    void theTierIsReadFromTheAnswerToo(String format, String event, String json, String tier) throws IOException {
        WireFormat wire = switch (format) {
            case "chat" -> ChatFormat.CHAT;
            case "completion" -> CompletionsFormat.COMPLETIONS;
            case "responses" -> ResponsesFormat.RESPONSES;
            default -> MessagesFormat.MESSAGES;
        };
        byte[] bytes = Json.utf8(json.replace('\'', '"'));

        AnswerBody answer = event == null ? wire.answer(bytes) : wire.event(event, bytes);

        assertThat(answer.serviceTier()).isEqualTo(tier);
    }
}
