package org.llmops.router.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.router.wire.responses.ResponsesFormat.RESPONSES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.wire.Fixtures;

class ResponsesFormatTest {

    static Stream<JsonNode> nativeAnswers() {
        return Fixtures.cases("openai/translations.json", "native_answers");
    }

    static Stream<JsonNode> nativeStreams() {
        return Fixtures.cases("openai/translations.json", "native_streams");
    }

    @Test
    void findsEveryTextOfARequestAndWhereItComesFrom() throws BodyMalformed {
        RequestBody request = RESPONSES.request(Json.utf8("""
                {"input":[{"content":"a","role":"user"},{"role":"assistant","content":[{"type":"output_text","text":"b"}]},
                 {"type":"reasoning","summary":[{"type":"summary_text","text":"c"}],"encrypted_content":"zzz"},
                 {"arguments":"{\\"d\\":1}","type":"function_call","call_id":"x","name":"n"},
                 {"type":"function_call_output","call_id":"x","output":[{"type":"input_text","text":"e"},{"type":"input_image","image_url":"data:"}]},
                 {"type":"web_search_call","id":"w","action":{"type":"search","query":"f"}},
                 {"role":"user","content":[{"type":"input_file","filename":"x.pdf","file_data":"JVBE"}]}],
                 "instructions":"g","model":"m","max_output_tokens":7,"user":"u","safety_identifier":"s","metadata":{"k":"v"},"stream":true}"""));

        assertThat(request.texts().stream().map(text -> text.source() + " " + request.text(text)))
                .containsExactly(
                        "USER a",
                        "ASSISTANT b",
                        "REASONING c",
                        "TOOL_ARGUMENTS {\"d\":1}",
                        "TOOL_RESULT e",
                        "TOOL_ARGUMENTS f",
                        "SYSTEM g");
        assertThat(request.media()).hasSize(2);
        assertThat(request.messages()).isEqualTo(7);
        assertThat(request.model()).isEqualTo("m");
        assertThat(request.maxOutputTokens()).isEqualTo(7);
        assertThat(request.endUser()).isEqualTo("s");
        assertThat(request.metadata()).containsEntry("k", "v");
        assertThat(request.streamed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":1}|model",
                "{\"input\":1}|input",
                "{\"input\":[1]}|input[0]",
                "{\"input\":[{\"role\":1}]}|input[0].role",
                "{\"instructions\":[]}|instructions",
                "{\"max_output_tokens\":-1}|max_output_tokens",
                "{\"metadata\":{\"a\":1}}|metadata.a",
                "{\"stream\":\"yes\"}|stream"
            })
    void namesWhatIsWrong(String body, String param) {
        BodyMalformed wrong = catchThrowableOfType(BodyMalformed.class, () -> RESPONSES.request(Json.utf8(body)));

        assertThat(wrong.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":{},\"input\":\"x\\u00e9\"}|{\"prompt\":{},\"input\":[{\"role\":\"system\",\"content\":\"P\"},{\"role\":\"user\",\"content\":\"xé\"}]}",
                "{\"prompt\":{},\"input\":[ {\"role\":\"user\",\"content\":\"x\"}]}|{\"prompt\":{},\"input\":[{\"role\":\"system\",\"content\":\"P\"}, {\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"prompt\":{},\"input\":[]}|{\"prompt\":{},\"input\":[{\"role\":\"system\",\"content\":\"P\"}]}",
                "{\"prompt\":{},\"input\":null}|{\"prompt\":{},\"input\":[{\"role\":\"system\",\"content\":\"P\"}]}"
            })
    void putsAPromptBeforeWhatTheClientSays(String body, String composed) throws BodyMalformed {
        RequestBody request = RESPONSES.request(Json.utf8(body));
        Splice edits = request.edit();

        assertThat(RESPONSES.preface(request, edits, List.of(message()))).isEmpty();
        assertThat(new String(edits.bytes(), StandardCharsets.UTF_8)).isEqualTo(composed);
    }

    @Test
    void aPromptMayBeAllThereIsToSay() throws BodyMalformed {
        RequestBody request = RESPONSES.request(Json.utf8("{\"prompt\":{\"id\":\"p\"}}"));

        assertThat(RESPONSES.prompt(request)).isPresent();
        assertThat(RESPONSES.preface(request, request.edit(), List.of(message())))
                .isEqualTo(Fixtures.json("{\"input\":[{\"role\":\"system\",\"content\":\"P\"}]}"));
        assertThat(RESPONSES.prompt(RESPONSES.request(Json.utf8("{\"prompt\":null}"))))
                .isEmpty();
    }

    private static ObjectNode message() {
        return Json.object().put("role", "system").put("content", "P");
    }

    @Test
    void saysTheSettingsOfAPromptInItsOwnWords() {
        assertThat(RESPONSES.settings(Fixtures.json("""
                {"temperature":0.5,"max_tokens":9,"reasoning_effort":"low","verbosity":"high","logprobs":true,"top_logprobs":1,
                 "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},
                 "tools":[{"type":"function","function":{"name":"f","parameters":{}}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}}}"""))).isEqualTo(Fixtures.json("""
                {"temperature":0.5,"max_output_tokens":9,"reasoning":{"effort":"low"},"top_logprobs":1,
                 "text":{"verbosity":"high","format":{"type":"json_schema","name":"n","schema":{}}},
                 "tools":[{"type":"function","name":"f","parameters":{}}],"tool_choice":{"type":"function","name":"f"}}"""));
    }

    @ParameterizedTest
    @MethodSource("nativeAnswers")
    void readsAnAnswerAndChangesNothing(JsonNode answer) throws Exception {
        byte[] bytes = Json.utf8(answer.path("response").asText());
        AnswerBody body = RESPONSES.answer(bytes);
        JsonNode tree = Fixtures.tree(bytes);

        assertThat(body.bytes()).isSameAs(bytes);
        assertThat(body.failed()).isFalse();
        assertThat(body.choices()).isEqualTo(1);
        assertThat(body.tokens())
                .hasValueSatisfying(usage -> assertThat(usage.output())
                        .isEqualTo(tree.at("/usage/output_tokens").asLong()));
        assertThat(body.texts().stream().map(body::text))
                .containsExactlyElementsOf(
                        switch (answer.path("name").asText()) {
                            case "reasoning" ->
                                List.of(
                                        "The user asked for a short greeting. Keep it simple.",
                                        "Hello! How can I assist you today?");
                            case "custom-tool" -> List.of("{\"cmd\":\"echo\"}");
                            default -> List.of("Hello! How can I assist you today?");
                        });
    }

    @ParameterizedTest
    @MethodSource("nativeAnswers")
    void aWholeAnswerCutIntoEventsIsTheSameAnswer(JsonNode answer) throws Exception {
        AnswerBody whole = RESPONSES.answer(Json.utf8(answer.path("response").asText()));
        List<AnswerBody> events = RESPONSES.cut(whole, true);

        assertThat(Fixtures.tree(
                        RESPONSES.whole(events.stream().map(AnswerBody::bytes).toList())))
                .isEqualTo(Fixtures.tree(whole.bytes()));
        // Should the end get lost, what came before tells the same texts.
        ObjectNode cut = (ObjectNode) Fixtures.tree(RESPONSES.whole(events.subList(0, events.size() - 1).stream()
                .map(AnswerBody::bytes)
                .toList()));
        assertThat(cut.path("output")).isEqualTo(Fixtures.tree(whole.bytes()).path("output"));
        assertThat(events.getLast().tokens()).isEqualTo(whole.tokens());
        assertThat(String.join("", said(events)))
                .isEqualTo(
                        String.join("", whole.texts().stream().map(whole::text).toList()));
    }

    private static List<String> said(List<AnswerBody> events) {
        return events.stream()
                .flatMap(event -> event.texts().stream().map(event::text))
                .toList();
    }

    @Test
    void itemsWhoseTextsAreNotStreamedSurviveTheCut() throws Exception {
        String response = """
                {"id":"r","object":"response","status":"completed","output":[
                 {"type":"web_search_call","id":"ws","status":"completed","action":{"type":"search","query":"cats"}},
                 {"type":"mcp_call","id":"m","name":"n","arguments":"{}","output":"found"},
                 {"type":"message","id":"x","role":"assistant","status":"completed","content":[{"type":"output_image","data":"zz"}]}]}""";
        List<AnswerBody> events = RESPONSES.cut(RESPONSES.answer(Json.utf8(response)), true);

        assertThat(Fixtures.tree(events.getLast().bytes()).path("response")).isEqualTo(Fixtures.json(response));
        assertThat(said(events)).containsExactly("cats", "{}", "found");
    }

    @ParameterizedTest
    @MethodSource("nativeStreams")
    void everyTextOfAStreamIsTakenOnceAndEveryRepetitionIsKnown(JsonNode stream) throws Exception {
        List<SseEvent> wire = Fixtures.events(stream.path("stream").asText());
        StringBuilder sent = new StringBuilder();
        StringBuilder texts = new StringBuilder();
        StringBuilder echoes = new StringBuilder();
        AnswerBody last = null;
        for (SseEvent event : wire) {
            if (event.isDone()) {
                continue;
            }
            AnswerBody body = RESPONSES.event(event.type(), event.data());
            assertThat(body.bytes()).isSameAs(event.data());
            assertThat(body.event()).isEqualTo(event.type());
            body.texts().forEach(text -> texts.append(body.text(text)));
            for (AnswerText echo : body.echoes()) {
                if (body.event().startsWith("response.output_item.done")) {
                    echoes.append(body.text(echo));
                }
            }
            sent.append(RESPONSES.frame(body).toString());
            last = body;
        }

        assertThat(stream.path("stream").asText()).startsWith(sent.toString());
        assertThat(echoes).hasToString(texts.toString());
        assertThat(texts).isNotEmpty();
        assertThat(last.finishes()).hasSize(1);
        assertThat(last.tokens()).isPresent();
    }

    @Test
    void aStreamWhoseEndRepeatsNothingIsStillToldAsAWhole() throws Exception {
        List<byte[]> events =
                Fixtures.events(nativeStreams()
                                .findFirst()
                                .orElseThrow()
                                .path("stream")
                                .asText())
                        .stream()
                        .filter(event -> !event.isDone())
                        .map(SseEvent::data)
                        .toList();

        JsonNode whole = Fixtures.tree(RESPONSES.whole(events));
        assertThat(whole.at("/output/0/content/0/text").asText()).isEqualTo("Hello");
        assertThat(whole.at("/output/1/arguments").asText()).isEqualTo("{\"location\":\"San Francisco\"}");
        assertThat(whole.at("/usage/total_tokens").asInt()).isEqualTo(20);

        JsonNode broken = Fixtures.tree(RESPONSES.whole(events.subList(0, 3)));
        assertThat(broken.at("/output/0/content/0/text").asText()).isEqualTo("Hello");
        assertThat(broken.path("status").asText()).isEqualTo("in_progress");
    }

    @Test
    void nothingOfAFilteredAnswerIsLeft() throws Exception {
        AnswerBody filtered = RESPONSES.filtered(RESPONSES.answer(Json.utf8("""
                {"id":"r","status":"completed","output":[{"type":"reasoning","id":"a","summary":[{"type":"summary_text","text":"bad"}]},
                 {"type":"message","id":"b","content":[{"type":"output_text","text":"bad","logprobs":[{"token":"bad"}]}]},
                 {"type":"function_call","id":"c","name":"f","arguments":"bad"},
                 {"type":"web_search_call","id":"d","action":{"query":"bad"}}]}""")));

        assertThat(new String(filtered.bytes(), StandardCharsets.UTF_8)).doesNotContain("bad");
        assertThat(Fixtures.tree(filtered.bytes())
                        .at("/incomplete_details/reason")
                        .asText())
                .isEqualTo("content_filter");
        assertThat(filtered.finishes())
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo("content_filter"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error|{\"type\":\"error\",\"code\":\"x\",\"message\":\"y\",\"param\":null,\"sequence_number\":1}",
                "response.failed|{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\"}}}"
            })
    void knowsAnErrorInTheMiddle(String name, String event) throws Exception {
        assertThat(RESPONSES.event(name, Json.utf8(event)).failed()).isTrue();
        assertThat(RESPONSES.event("", Json.utf8(event)).failed()).isTrue();
    }

    @Test
    void textsOfEventsThatCameLaterAreNotOverlooked() throws Exception {
        AnswerBody piece = RESPONSES.event(
                "",
                Json.utf8(
                        "{\"type\":\"response.new_thing.delta\",\"sequence_number\":1,\"output_index\":2,\"item_id\":\"i\",\"delta\":\"abc\"}"));
        AnswerBody whole = RESPONSES.event(
                "",
                Json.utf8(
                        "{\"type\":\"response.new_thing.done\",\"sequence_number\":1,\"output_index\":2,\"item_id\":\"i\",\"thing\":\"abc\"}"));

        assertThat(piece.texts().stream().map(piece::text)).containsExactly("abc");
        assertThat(whole.texts().stream().map(whole::text)).containsExactly("abc");
        assertThat(whole.ends()).hasSize(1);
    }

    @Test
    void saysErrorsAsOpenAiDoes() {
        var refusal = RefusalReason.REQUEST_INVALID.at("input", "No.");

        assertThat(Fixtures.tree(RESPONSES.error(refusal, "id"))).isEqualTo(Fixtures.json("""
                {"error":{"message":"No.","type":"invalid_request_error","param":"input","code":null}}"""));
        assertThat(RESPONSES
                        .errorEvent(RefusalReason.PROVIDER_FAILED.because("Gone."), "id", 7)
                        .toString())
                .isEqualTo("""
                event: error
                data: {"type":"error","code":"provider_unavailable","message":"Gone.","param":null,"sequence_number":7}

                """);
    }
}
