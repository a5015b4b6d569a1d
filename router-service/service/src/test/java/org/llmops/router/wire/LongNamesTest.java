package org.llmops.router.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.passthrough.Endpoint;
import org.llmops.router.wire.passthrough.PassthroughFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** Who is called, and for whom, goes into every record: a name without end would make one that no broker takes. */
class LongNamesTest {
    private static final String LONGEST = "n".repeat(512);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat|{'model':'%s'}|model",
                "chat|{'user':'%s'}|user",
                "chat|{'safety_identifier':'%s'}|safety_identifier",
                "chat|{'metadata':{'user_id':'%s'}}|metadata.user_id",
                "completions|{'model':'%s'}|model",
                "completions|{'user':'%s'}|user",
                "responses|{'model':'%s'}|model",
                "responses|{'user':'%s'}|user",
                "responses|{'safety_identifier':'%s'}|safety_identifier",
                "messages|{'max_tokens':1,'model':'%s'}|model",
                "messages|{'max_tokens':1,'metadata':{'user_id':'%s'}}|metadata.user_id",
                "embeddings|{'model':'%s'}|model",
                "embeddings|{'user':'%s'}|user",
                "moderations|{'model':'%s'}|model",
                "moderations|{'user':'%s'}|user",
            })
    void areRefusedByTheMemberThatHoldsThem(String surface, String request, String param) throws BodyMalformed {
        WireFormat format = format(surface);
        String json = request.replace('\'', '"');

        format.request(Json.utf8(json.formatted(LONGEST)));
        BodyMalformed tooLong = catchThrowableOfType(
                BodyMalformed.class, () -> format.request(Json.utf8(json.formatted(LONGEST + "n"))));

        assertThat(tooLong.param()).isEqualTo(param);
        assertThat(tooLong.explanation()).contains(param).contains("512").doesNotContain("nnn");
    }

    @ParameterizedTest
    @CsvSource({"model", "user"})
    void areRefusedInAForm(String field) throws BodyMalformed {
        WireFormat form = new PassthroughFormat(
                Endpoint.TRANSCRIPTIONS, "POST", "/audio/transcriptions", "multipart/form-data; boundary=x");
        String body = "--x\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n%s\r\n--x--\r\n";

        form.request(Json.utf8(body.formatted(LONGEST)));
        BodyMalformed tooLong =
                catchThrowableOfType(BodyMalformed.class, () -> form.request(Json.utf8(body.formatted(LONGEST + "n"))));

        assertThat(tooLong.param()).isEqualTo(field);
    }

    private static WireFormat format(String surface) {
        return switch (surface) {
            case "chat" -> ChatFormat.CHAT;
            case "completions" -> CompletionsFormat.COMPLETIONS;
            case "responses" -> ResponsesFormat.RESPONSES;
            case "messages" -> MessagesFormat.MESSAGES;
            case "embeddings" -> EmbeddingsFormat.EMBEDDINGS;
            default -> new PassthroughFormat(Endpoint.MODERATIONS, "POST", "/moderations", "application/json");
        };
    }
}
