package org.llmops.router.call.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.StreamReader;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.messages.StopReasons;

class AnthropicDialectTest {
    private static final ProviderModel MODEL = new ProviderModel("claude", 0, 2_000);
    private static final Target TARGET = new Target(
            new Provider(
                    new WorkspaceId("acme"),
                    "a",
                    "anthropic",
                    Dialect.ANTHROPIC,
                    URI.create("https://x/v1"),
                    Credential.of("sk-ant"),
                    List.of(MODEL)),
            MODEL);

    private final AnthropicDialect dialect = new AnthropicDialect();

    @Test
    void saysAConversationWithToolsAndPictures() throws Exception {
        ProviderRequest request = request("""
                {"model":"x","messages":[
                  {"role":"system","content":"Be brief"},
                  {"role":"user","content":[{"type":"text","text":"What is this?"},
                     {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                     {"type":"image_url","image_url":{"url":"https://e.com/p.jpg"}}]},
                  {"role":"assistant","content":"","tool_calls":[
                     {"id":"t1","type":"function","function":{"name":"look","arguments":"{\\"zoom\\":2.50}"}},
                     {"id":"t2","type":"function","function":{"name":"ask","arguments":""}}]},
                  {"role":"tool","tool_call_id":"t1","content":"a cat"},
                  {"role":"tool","tool_call_id":"t2","content":[{"type":"text","text":"yes"}]},
                  {"role":"user","content":"So?"},
                  {"role":"developer","content":"Be kind"}],
                 "temperature":1.7,"top_p":0.9,"stop":"END","max_completion_tokens":50,"user":"u1","stream":true,
                 "tools":[{"type":"function","function":{"name":"look","description":"Looks","parameters":{"type":"object","properties":{"zoom":{"type":"number"}}}}},
                          {"type":"function","function":{"name":"ask"}}],
                 "tool_choice":"required","parallel_tool_calls":false}""");

        assertThat(request.path()).isEqualTo("/messages");
        assertThat(request.headers())
                .containsOnlyKeys("anthropic-version", "x-api-key")
                .containsEntry("x-api-key", "sk-ant");
        assertThat(Json.tree(request.body())).isEqualTo(json("""
                                {"model":"claude","max_tokens":50,
                                 "system":[{"type":"text","text":"Be brief"},{"type":"text","text":"Be kind"}],
                                 "messages":[
                                  {"role":"user","content":[{"type":"text","text":"What is this?"},
                                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                                    {"type":"image","source":{"type":"url","url":"https://e.com/p.jpg"}}]},
                                  {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"look","input":{"zoom":2.50}},
                                    {"type":"tool_use","id":"t2","name":"ask","input":{}}]},
                                  {"role":"user","content":[
                                    {"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"a cat"}]},
                                    {"type":"tool_result","tool_use_id":"t2","content":[{"type":"text","text":"yes"}]},
                                    {"type":"text","text":"So?"}]}],
                                 "temperature":1,"top_p":0.9,"stop_sequences":["END"],
                                 "tools":[{"name":"look","description":"Looks","input_schema":{"type":"object","properties":{"zoom":{"type":"number"}}}},
                                          {"name":"ask","input_schema":{"type":"object","properties":{}}}],
                                 "tool_choice":{"type":"any","disable_parallel_tool_use":true},
                                 "metadata":{"user_id":"u1"},"stream":true}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"auto\"|{\"type\":\"auto\"}",
                "\"none\"|{\"type\":\"none\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}|{\"type\":\"tool\",\"name\":\"f\"}",
            })
    void saysTheChoiceOfATool(String choice, String expected) throws Exception {
        JsonNode request = Json.tree(request("""
                        {"model":"x","messages":[{"role":"user","content":"x"}],"tool_choice":%s,
                         "tools":[{"type":"function","function":{"name":"f"}}]}""".formatted(choice)).body());

        assertThat(request.path("tool_choice")).isEqualTo(json(expected));
    }

    @Test
    void alwaysBoundsTheAnswer() throws Exception {
        String request = "{\"model\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]%s}";

        assertThat(Json.tree(request(request.formatted("")).body())
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(2_000);
        assertThat(Json.tree(request(request.formatted(",\"max_tokens\":7")).body())
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\":2,\"messages\":[]}|n",
                "{\"logprobs\":true,\"messages\":[]}|logprobs",
                "{\"logit_bias\":{\"1\":-100},\"messages\":[]}|logit_bias",
                "{\"modalities\":[\"audio\"],\"messages\":[]}|modalities",
                "{\"invented\":1,\"messages\":[]}|invented",
                "{\"temperature\":\"hot\",\"messages\":[]}|temperature",
                "{\"stop\":7,\"messages\":[]}|stop",
                "{\"reasoning_effort\":\"enormous\",\"messages\":[]}|reasoning_effort",
                "{\"tool_choice\":\"some\",\"messages\":[]}|tool_choice",
                "{\"output_config\":\"x\",\"messages\":[]}|output_config",
                "{\"messages\":[{\"role\":\"wizard\",\"content\":\"x\"}]}|messages[0].role",
                "{\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}],\"messages\":[]}|tools",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}]}|messages[0].content",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"ftp://x\"}}]}]}|messages[0].content",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"[1]\"}}]}]}|messages[0].tool_calls",
            })
    void saysWhatItCannotSay(String request, String param) {
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> request(request))
                        .param())
                .isEqualTo(param);
    }

    @Test
    void readsAnAnswer() throws IOException {
        ProviderAnswer answer = dialect.answer(Operation.CHAT, ChatFormat.CHAT, bytes("""
                        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
                          {"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"x"},{"type":"text","text":"Hel"},{"type":"text","text":"lo"},
                          {"type":"tool_use","id":"t1","name":"f","input":{"a":1.50}}],
                         "stop_reason":"tool_use","usage":{"input_tokens":15,"cache_creation_input_tokens":13,"cache_read_input_tokens":12,"output_tokens":21}}"""));

        ObjectNode completion = (ObjectNode) Json.tree(answer.body().bytes());
        assertThat(completion.remove("created").asLong()).isPositive();
        assertThat(completion).isEqualTo(json("""
                                {"id":"msg_1","object":"chat.completion","model":"claude-x","choices":[{"index":0,"logprobs":null,"finish_reason":"tool_calls",
                                  "message":{"role":"assistant","content":"Hello","reasoning_content":"hm","refusal":null,
                                    "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"x"}],
                                    "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1.50}"}}]}}],
                                 "usage":{"prompt_tokens":40,"completion_tokens":21,"total_tokens":61,
                                   "prompt_tokens_details":{"cached_tokens":12,"cache_write_tokens":13},"completion_tokens_details":{"reasoning_tokens":0}}}"""));
        assertThat(answer.usage())
                .isEqualTo(
                        new TokenUsage(
                                40,
                                12,
                                13,
                                21,
                                0,
                                "{\"input_tokens\":15,\"cache_creation_input_tokens\":13,\"cache_read_input_tokens\":12,\"output_tokens\":21}"));
    }

    @Test
    void keepsSignedThoughtsCacheHintsAndFilesOverAToolTurn() throws Exception {
        ProviderRequest request = request("""
                {"model":"x","max_tokens":9000,"top_k":5,"service_tier":"default","seed":1,"presence_penalty":0.5,
                 "messages":[
                  {"role":"system","content":"Long","cache_control":{"type":"ephemeral","ttl":"1h"}},
                  {"role":"user","content":[{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBE"}},
                     {"type":"file","file":{"file_id":"file_1"}},
                     {"type":"file","file":{"file_data":"data:text/csv;base64,YSxi"}},
                     {"type":"text","text":"Sum it up","cache_control":{"type":"ephemeral"}}]},
                  {"role":"assistant","content":null,"reasoning_content":"hm",
                   "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"r"}],
                   "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"t1","content":"no","is_error":true}],
                 "reasoning_effort":"high",
                 "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}},
                 "tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object"}},"cache_control":{"type":"ephemeral"}},
                          {"type":"web_search_20250305","name":"web_search","max_uses":2}]}""");

        assertThat(Json.tree(request.body())).isEqualTo(json("""
                {"model":"claude","max_tokens":9000,"top_k":5,"service_tier":"standard_only",
                 "system":[{"type":"text","text":"Long","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "messages":[
                  {"role":"user","content":[
                    {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"},"title":"a.pdf"},
                    {"type":"document","source":{"type":"file","file_id":"file_1"}},
                    {"type":"document","source":{"type":"text","media_type":"text/plain","data":"a,b"}},
                    {"type":"text","text":"Sum it up","cache_control":{"type":"ephemeral"}}]},
                  {"role":"assistant","content":[
                    {"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"r"},
                    {"type":"tool_use","id":"t1","name":"f","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"no"}],"is_error":true}]}],
                 "thinking":{"type":"enabled","budget_tokens":4096},
                 "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
                 "tools":[{"name":"f","input_schema":{"type":"object"},"strict":true,"cache_control":{"type":"ephemeral"}},
                          {"type":"web_search_20250305","name":"web_search","max_uses":2}]}"""));
    }

    @ParameterizedTest
    @CsvSource({"required, any", "auto, auto"})
    void ofToolsThatMayNotBeCalledNothingIsSaid(String mode, String type) throws Exception {
        JsonNode request = Json.tree(request("""
                {"messages":[{"role":"user","content":"x"}],
                 "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],
                 "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"%s","tools":[{"type":"function","function":{"name":"g"}}]}}}""".formatted(mode)).body());

        assertThat(request.path("tools").findValuesAsText("name")).containsExactly("g");
        assertThat(request.path("tool_choice")).isEqualTo(json("{\"type\":\"%s\"}".formatted(type)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claude-opus-4-6|high|4096|{\"type\":\"enabled\",\"budget_tokens\":4095}|",
                "claude-sonnet-4-20250514|low|4096|{\"type\":\"enabled\",\"budget_tokens\":1024}|",
                "claude-opus-4-7|high|4096|{\"type\":\"adaptive\"}|high",
                "claude-sonnet-5|minimal|4096||",
                "claude-opus-5-20270101|max|4096|{\"type\":\"adaptive\"}|max",
                "claude-haiku-4-5|medium|1000||",
            })
    void thinksAsMuchAsTheModelCanBeTold(String model, String effort, int bound, String thinking, String word)
            throws Exception {
        ProviderModel known = new ProviderModel(model, 0, 0);
        Target target = new Target(TARGET.provider(), known);

        JsonNode request = Json.tree(dialect.request(
                        Operation.CHAT,
                        ChatFormat.CHAT,
                        ChatFormat.CHAT.request(bytes(
                                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":%d,\"reasoning_effort\":\"%s\"}"
                                        .formatted(bound, effort))),
                        target)
                .body());

        assertThat(request.path("thinking").toString()).isEqualTo(thinking == null ? "" : thinking);
        assertThat(request.at("/output_config/effort").asText("")).isEqualTo(word == null ? "" : word);
    }

    /** The models refuse to think about a call whose thought is missing. */
    @ParameterizedTest
    @CsvSource({"s1,true", "'',false", "google/s,false"})
    void showsOnlyThoughtsThatAnthropicSigned(String signature, boolean shown) throws Exception {
        JsonNode request = Json.tree(request("""
                {"max_tokens":9000,"reasoning_effort":"low","messages":[{"role":"user","content":"x"},
                 {"role":"assistant","thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"%s"}],
                  "tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"t","content":"y"}]}""".formatted(signature)).body());

        assertThat(request.at("/messages/1/content/0/type").asText()).isEqualTo(shown ? "thinking" : "tool_use");
        assertThat(request.has("thinking")).isEqualTo(shown);
    }

    @Test
    void passesARequestInItsOwnFormatThroughButForTheModel() throws Exception {
        String request =
                " {\"model\" : \"route:x\",\"max_tokens\":5, \"unknown\":1.50,\"messages\":[ {\"role\":\"user\",\"content\":\"\\u00e9\"}]}";

        ProviderRequest sent = dialect.request(
                Operation.CHAT, MessagesFormat.MESSAGES, MessagesFormat.MESSAGES.request(bytes(request)), TARGET);

        assertThat(new String(sent.body(), StandardCharsets.UTF_8))
                .isEqualTo(request.replace("\"route:x\"", "\"claude\""));
        assertThat(sent.path()).isEqualTo("/messages");
        assertThat(dialect.passedOn(MessagesFormat.MESSAGES)).contains("anthropic-beta");
        assertThat(dialect.passedOn(ChatFormat.CHAT)).isEmpty();
    }

    @Test
    void takesThoughtsOfOtherModelsOutOfAConversation() throws Exception {
        String request = """
                {"model":"x","max_tokens":5,"messages":[{"role":"assistant","content":[%s{"type":"text","text":"a"}]}]}""";
        String foreign = """
                {"type":"thinking","thinking":"1","signature": ""},{"type":"thinking","thinking":"2","signature":"google/x"},""";
        String own = "{\"type\":\"thinking\",\"thinking\":\"3\",\"signature\":\"s\"},";

        byte[] sent = dialect.request(
                        Operation.CHAT,
                        MessagesFormat.MESSAGES,
                        MessagesFormat.MESSAGES.request(bytes(request.formatted(foreign + own))),
                        TARGET)
                .body();

        assertThat(Json.tree(sent).at("/messages/0/content"))
                .isEqualTo(json(request.formatted(own)).at("/messages/0/content"));
    }

    @Test
    void countsTokensAtAPathOfItsOwn() throws Exception {
        ProviderRequest request = dialect.request(
                Operation.CHAT,
                MessagesFormat.COUNTED,
                MessagesFormat.COUNTED.request(bytes("{\"model\":\"x\",\"messages\":[]}")),
                TARGET);

        assertThat(request.path()).isEqualTo("/messages/count_tokens");
        assertThat(Json.tree(request.body())).isEqualTo(json("{\"model\":\"claude\",\"messages\":[]}"));
    }

    @Test
    void passesEventsOnByteForByteAndAddsUpTheirUsage() throws Exception {
        StreamReader reader = dialect.stream(MessagesFormat.MESSAGES);
        String start =
                "{\"type\":\"message_start\", \"message\":{\"role\":\"assistant\",\"usage\":{\"input_tokens\":15,\"cache_creation_input_tokens\":7,\"cache_creation\":{\"ephemeral_1h_input_tokens\":7},\"output_tokens\":1}}   }";
        String delta =
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":21,\"server_tool_use\":{\"web_search_requests\":2}}}";

        List<AnswerBody> events = new ArrayList<>(reader.read(bytes("event: message_start\ndata: " + start + "\n\n")));
        events.addAll(reader.read(bytes("data: " + delta + "\n\ndata: {\"type\": \"message_stop\"}\n\n")));

        assertThat(events)
                .extracting(AnswerBody::event)
                .containsExactly("message_start", "message_delta", "message_stop");
        assertThat(events.getFirst().bytes()).isEqualTo(bytes(start));
        assertThat(reader.isComplete()).isTrue();
        assertThat(reader.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.input()).isEqualTo(22);
            assertThat(usage.cacheWrite()).isEqualTo(7);
            assertThat(usage.output()).isEqualTo(21);
            assertThat(usage.details())
                    .containsEntry("cache_write_1h_tokens", 7L)
                    .containsEntry("web_searches", 2L);
        });
    }

    @Test
    void streamsThoughtsWithTheirSignatures() throws Exception {
        StreamReader reader = dialect.stream(ChatFormat.CHAT);
        List<byte[]> chunks = new ArrayList<>();
        for (String event : List.of(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\",\"usage\":{\"input_tokens\":1}}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"on\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"e\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s1\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"r\"}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"two\"}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s2\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
                "{\"type\":\"message_stop\"}")) {
            reader.read(event(event)).forEach(chunk -> chunks.add(chunk.bytes()));
        }

        assertThat(Json.tree(ChatFormat.CHAT.whole(chunks)).at("/choices/0/message"))
                .isEqualTo(json("""
                {"role":"assistant","content":"","reasoning_content":"onetwo","thinking_blocks":[
                  {"type":"thinking","thinking":"one","signature":"s1"},{"type":"redacted_thinking","data":"r"},
                  {"type":"thinking","thinking":"two","signature":"s2"}]}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "max_tokens,length",
        "tool_use,tool_calls",
        "refusal,content_filter"
    })
    void translatesWhyItStopped(String theirs, String ours) {
        assertThat(StopReasons.toChat(theirs)).isEqualTo(ours);
    }

    @Test
    void readsAStreamToTheSameAsAWholeAnswer() throws Exception {
        StreamReader reader = dialect.stream(ChatFormat.CHAT);
        List<byte[]> chunks = new ArrayList<>();
        for (String event : List.of(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude-x\",\"usage\":{\"input_tokens\":15,\"cache_read_input_tokens\":12,\"output_tokens\":1}}}",
                "{\"type\":\"ping\"}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}}",
                "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"1}\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":21}}",
                "{\"type\":\"something_new\"}")) {
            reader.read(event(event)).forEach(chunk -> chunks.add(chunk.bytes()));
            assertThat(reader.isComplete()).isFalse();
        }
        List<AnswerBody> last = reader.read(event("{\"type\":\"message_stop\"}"));
        last.forEach(chunk -> chunks.add(chunk.bytes()));

        assertThat(reader.isComplete()).isTrue();
        assertThat(last).singleElement().matches(AnswerBody::onlyUsage);
        assertThat(reader.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.input()).isEqualTo(27);
            assertThat(usage.cacheRead()).isEqualTo(12);
            assertThat(usage.output()).isEqualTo(21);
        });
        assertThat(Json.tree(ChatFormat.CHAT.whole(chunks)).at("/choices/0")).isEqualTo(json("""
                                {"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Hello",
                                 "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]}}"""));
    }

    @Test
    void noticesAnErrorInTheMiddleOfAStream() {
        assertThatExceptionOfType(StreamFailed.class)
                .isThrownBy(() -> dialect.stream(ChatFormat.CHAT)
                        .read(event("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}")))
                .withMessageContaining("overloaded_error");
    }

    @Test
    void readsErrors() {
        ProviderError error = dialect.error(
                400,
                bytes(
                        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"max_tokens: too large\"}}"));

        assertThat(error.type()).isEqualTo("invalid_request_error");
        assertThat(error.message()).isEqualTo("max_tokens: too large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_request_error|prompt is too long: 210000 tokens > 200000 maximum|CONTEXT_WINDOW",
                "invalid_request_error|Your credit balance is too low to access the Anthropic API|QUOTA",
                "invalid_request_error|Output blocked by content filtering policy|CONTENT_FILTER",
                "invalid_request_error|temperature: must be lower|OTHER",
            })
    void knowsWhatErrorsMean(String type, String message, ProviderError.Kind kind) {
        ProviderError error = dialect.error(
                400,
                bytes("{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}".formatted(type, message)));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.surface()).isEqualTo("anthropic.messages");
    }

    private static byte[] event(String data) {
        return bytes("event: x\ndata: " + data + "\n\n");
    }

    private ProviderRequest request(String chat) throws BodyMalformed {
        return dialect.request(Operation.CHAT, ChatFormat.CHAT, ChatFormat.CHAT.request(bytes(chat)), TARGET);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.tree(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
