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
                          {"type":"thinking","thinking":"hm"},{"type":"text","text":"Hel"},{"type":"text","text":"lo"},
                          {"type":"tool_use","id":"t1","name":"f","input":{"a":1.50}}],
                         "stop_reason":"tool_use","usage":{"input_tokens":15,"cache_creation_input_tokens":13,"cache_read_input_tokens":12,"output_tokens":21}}"""));

        ObjectNode completion = (ObjectNode) Json.tree(answer.body().bytes());
        assertThat(completion.remove("created").asLong()).isPositive();
        assertThat(completion).isEqualTo(json("""
                                {"id":"msg_1","object":"chat.completion","model":"claude-x","choices":[{"index":0,"logprobs":null,"finish_reason":"tool_calls",
                                  "message":{"role":"assistant","content":"Hello","reasoning_content":"hm","refusal":null,
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

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "max_tokens,length",
        "tool_use,tool_calls",
        "refusal,content_filter"
    })
    void translatesWhyItStopped(String theirs, String ours) {
        assertThat(MessagesAnswer.finishReason(theirs)).isEqualTo(ours);
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
