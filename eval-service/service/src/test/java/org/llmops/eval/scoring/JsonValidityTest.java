package org.llmops.eval.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.Payload;

class JsonValidityTest {
    private static final String ASKS = "{\"messages\":[],\"response_format\":{\"type\":\"json_object\"}}";

    private final JsonValidity scorer = new JsonValidity();

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1,2]", "\"text\"", "12", "null", " {\"a\": 1}\n", "{\"a\":1,\"a\":2}"})
    void findsOneJsonDocumentGood(String content) {
        assertThat(scorer.judge(answer(ASKS, content)))
                .contains(Judgement.good("choices[0].message.content is one JSON document"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|choices[0].message.content is empty",
                "`  `|choices[0].message.content is empty",
                "{} {}|choices[0].message.content goes on behind the JSON document",
                "{\"a\":1|choices[0].message.content is not JSON at line 1, column 7",
                "{'a':1}|choices[0].message.content is not JSON at line 1, column 2",
                "[1,]|choices[0].message.content is not JSON at line 1, column 4",
                "NaN|choices[0].message.content is not JSON at line 1, column 4",
                "{\"secret\": sesame}|choices[0].message.content is not JSON at line 1, column 12"
            })
    void findsAnythingElseBadAndSaysWhereButNotWhat(String content, String reason) {
        assertThat(scorer.judge(answer(ASKS, content))).contains(Judgement.bad(reason));
    }

    @Test
    void findsProseAroundTheDocumentBad() {
        assertThat(value(answer(ASKS, "```json\n{}\n```"))).contains(BigDecimal.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"response_format\":{\"type\":\"text\"}}",
                "{\"response_format\":null}",
                "{\"messages\":[{\"response_format\":{\"type\":\"json_object\"}}]}",
                "no json",
                ""
            })
    void saysNothingWhenNobodyAskedForJson(String request) {
        assertThat(scorer.judge(answer(request, "no json"))).isEmpty();
    }

    @Test
    void judgesAnswersToASchemaToo() {
        String request = "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\"}}}";

        assertThat(value(answer(request, "{}"))).contains(BigDecimal.ONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"city\":\"Bern\"}|1", "{\"city\":|0"})
    void judgesTheArgumentsOfToolCallsWhetherOrNotJsonWasAskedFor(String arguments, BigDecimal value) {
        CallRecord plain = call("{\"tools\":[]}", message(null, arguments));
        CallRecord asked = call(ASKS, message(null, arguments));

        assertThat(value(plain)).contains(value);
        assertThat(value(asked))
                .as("a call of a tool need not come with content")
                .contains(value);
    }

    @Test
    void wantsEveryPartToBeJson() {
        CallRecord call = call(ASKS, message("{}", "{}"), message("{}", "{\"cut"));

        assertThat(scorer.judge(call))
                .contains(Judgement.bad(
                        "choices[1].message.tool_calls[0].function.arguments is not JSON at line 1, column 6"));
    }

    @Test
    void findsAbsentContentBad() {
        assertThat(scorer.judge(call(ASKS, message(null))))
                .contains(Judgement.bad("choices[0].message.content is absent"));
    }

    @Test
    void saysNothingOfWhatItCannotKnow() {
        CallRecord call = answer(ASKS, "no json");

        assertThat(scorer.judge(call.toBuilder()
                        .setStatus(CallStatus.CALL_STATUS_FAILED)
                        .build()))
                .isEmpty();
        assertThat(scorer.judge(
                        call.toBuilder().setSurface("anthropic.messages").build()))
                .isEmpty();
        assertThat(scorer.judge(cut(call.toBuilder(), true).build())).isEmpty();
        assertThat(scorer.judge(cut(call.toBuilder(), false).build())).isEmpty();
        assertThat(scorer.judge(call.toBuilder().clearResponse().build())).isEmpty();
    }

    private Optional<BigDecimal> value(CallRecord call) {
        return scorer.judge(call).map(Judgement::value);
    }

    private static CallRecord.Builder cut(CallRecord.Builder call, boolean request) {
        (request ? call.getRequestBuilder() : call.getResponseBuilder()).setTruncated(true);
        return call;
    }

    private static CallRecord answer(String request, String content) {
        return call(request, message(content));
    }

    private static JsonObject message(String content, String... arguments) {
        JsonObject message = new JsonObject().put("role", "assistant").put("content", content);
        if (arguments.length > 0) {
            message.put(
                    "tool_calls",
                    new JsonArray(Stream.of(arguments)
                            .map(text -> new JsonObject()
                                    .put("type", "function")
                                    .put(
                                            "function",
                                            new JsonObject().put("name", "f").put("arguments", text)))
                            .toList()));
        }
        return message;
    }

    private static CallRecord call(String request, JsonObject... messages) {
        JsonArray choices = new JsonArray(Stream.of(messages)
                .map(message -> new JsonObject().put("message", message))
                .toList());
        return CallRecord.newBuilder()
                .setStatus(CallStatus.CALL_STATUS_OK)
                .setSurface("openai.chat_completions")
                .setRequest(Payload.newBuilder().setJson(request))
                .setResponse(Payload.newBuilder()
                        .setJson(new JsonObject().put("choices", choices).encode()))
                .build();
    }
}
