package org.llmops.router.call.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.hub.Targets;
import org.llmops.router.call.hub.Told;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Dialect;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

class BedrockDialectTest {
    private static final WireFormat CHAT = ChatFormat.CHAT;
    private static final WireFormat EMBEDDINGS = EmbeddingsFormat.EMBEDDINGS;
    private static final String CLAUDE = "anthropic.claude-3-5-sonnet-20240620-v1:0";

    private final BedrockDialect dialect =
            new BedrockDialect(Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC));

    @Test
    void saysAWholeConversationInConversesWords() throws Exception {
        JsonNode said = said("""
                {"model":"m","max_completion_tokens":2000,"temperature":0.5,"top_p":0.9,"top_k":7,"stop":"END","seed":1,"user":"u",
                 "messages":[
                  {"role":"system","content":[{"type":"text","text":"Be brief","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                  {"role":"developer","content":"Be kind"},
                  {"role":"user","name":"ada","content":[{"type":"text","text":"What is this?"},
                    {"type":"image_url","image_url":{"url":"data:image/jpg;base64,/9j=","detail":"low"}},
                    {"type":"file","file":{"filename":"a_b.pdf","file_data":"data:application/pdf;base64,JVBE"}}]},
                  {"role":"assistant","content":null,
                   "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"thinking","thinking":"x","signature":"google/abc"},
                     {"type":"redacted_thinking","data":"b64"}],
                   "tool_calls":[{"id":"call:1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}},
                     {"id":"call:2","type":"function","function":{"name":"b","arguments":""}}]},
                  {"role":"tool","tool_call_id":"call:1","content":"one"},
                  {"role":"tool","tool_call_id":"call:2","content":"","is_error":true},
                  {"role":"user","content":"Thanks"}],
                 "tools":[{"type":"function","function":{"name":"a","description":"A","parameters":{"type":"object"},"strict":true},"cache_control":{"type":"ephemeral"}},
                   {"type":"function","function":{"name":"b"}}],
                 "tool_choice":"required","parallel_tool_calls":false,
                 "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}}}""", CLAUDE);

        assertThat(said).isEqualTo(Json.tree(Json.utf8("""
                {"messages":[
                  {"role":"user","content":[{"text":"What is this?"},{"image":{"format":"jpeg","source":{"bytes":"/9j="}}},
                    {"document":{"format":"pdf","name":"a b pdf","source":{"bytes":"JVBE"}}}]},
                  {"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},
                    {"reasoningContent":{"redactedContent":"b64"}},
                    {"toolUse":{"toolUseId":"call_1","name":"a","input":{"x":1.0}}},{"toolUse":{"toolUseId":"call_2","name":"b","input":{}}}]},
                  {"role":"user","content":[{"toolResult":{"toolUseId":"call_1","content":[{"text":"one"}]}},
                    {"toolResult":{"toolUseId":"call_2","content":[{"text":" "}],"status":"error"}},{"text":"Thanks"}]}],
                 "system":[{"text":"Be brief"},{"cachePoint":{"type":"default","ttl":"1h"}},{"text":"Be kind"}],
                 "inferenceConfig":{"maxTokens":2000,"temperature":0.5,"topP":0.9,"stopSequences":["END"]},
                 "toolConfig":{"tools":[{"toolSpec":{"name":"a","description":"A","inputSchema":{"json":{"type":"object"}},"strict":true}},{"cachePoint":{"type":"default"}},
                    {"toolSpec":{"name":"b","inputSchema":{"json":{"type":"object","properties":{}}}}}],"toolChoice":{"any":{}}},
                 "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\\"type\\":\\"object\\"}","name":"s"}}}},
                 "additionalModelRequestFields":{"tool_choice":{"type":"any","disable_parallel_tool_use":true},"top_k":7}}""")));
    }

    /** A request that cannot be said whole is not said at all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n|\"n\":2",
                "logit_bias|\"logit_bias\":{\"5\":1}",
                "logprobs|\"logprobs\":true",
                "presence_penalty|\"presence_penalty\":0.1",
                "modalities|\"modalities\":[\"text\",\"audio\"]",
                "audio|\"audio\":{\"voice\":\"alloy\"}",
                "web_search_options|\"web_search_options\":{}",
                "tools[0]|\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"w\"}]",
                "x_new|\"x_new\":1",
                "reasoning_effort|\"reasoning_effort\":\"utmost\"",
                "response_format|\"response_format\":{\"type\":\"grammar\"}",
                "temperature|\"temperature\":\"hot\"",
                "tool_choice|\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}}],\"tool_choice\":\"maybe\"",
                "messages[0].content|\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}}]}]",
                "messages[0].tool_calls|\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"a\",\"arguments\":\"[]\"}}]}]"
            })
    void refusesByNameWhatItCannotSay(String param, String member) {
        String messages =
                member.contains("\"messages\"") ? "" : ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> said("{\"model\":\"m\"," + member + messages + "}", CLAUDE))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                CLAUDE + "|high|{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4095}}",
                "eu.anthropic.claude-opus-4-6-v1|high|{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}}",
                "anthropic.claude-sonnet-4-20250514-v1:0|low|{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}",
                "openai.gpt-oss-120b-1:0|xhigh|{\"reasoning_effort\":\"high\"}",
                "us.amazon.nova-2-lite-v1:0|none|{\"reasoningConfig\":{\"type\":\"disabled\"}}"
            })
    void asksEachFamilyToThinkInItsOwnWords(String model, String effort, String fields) throws Exception {
        JsonNode said = said(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"reasoning_effort\":\"" + effort
                        + "\"}",
                model);

        assertThat(said.path("additionalModelRequestFields")).isEqualTo(Json.tree(Json.utf8(fields)));
    }

    @Test
    void encodesTheModelInThePathAndSignsIt() throws Exception {
        ProviderRequest request = dialect.request(
                Operation.CHAT,
                CHAT,
                Targets.body(CHAT, "{\"model\":\"m\",\"stream\":true,\"messages\":[]}"),
                target("AKIDEXAMPLEAKIDEX:secretsecretsecret:tok", CLAUDE));

        assertThat(request.path()).isEqualTo("/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse-stream");
        assertThat(request.headers()).containsOnlyKeys("Authorization", "X-Amz-Date", "X-Amz-Security-Token");
        assertThat(request.headers().get("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLEAKIDEX/20150830/eu-central-1/bedrock/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=");
    }

    @Test
    void sendsAnApiKeyAsItIs() throws Exception {
        ProviderRequest request = dialect.request(
                Operation.CHAT,
                CHAT,
                Targets.body(CHAT, "{\"model\":\"m\",\"messages\":[]}"),
                target("ABSKx", "arn:aws:x/y"));

        assertThat(request.path()).isEqualTo("/model/arn%3Aaws%3Ax%2Fy/converse");
        assertThat(request.headers()).containsOnlyKeys("Authorization").containsEntry("Authorization", "Bearer ABSKx");
    }

    @Test
    void readsAnAnswerWithThoughtsAndCalls() throws Exception {
        ProviderAnswer answer = answer("""
                {"output":{"message":{"role":"assistant","content":[
                   {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"reasoningContent":{"redactedContent":"b64"}},
                   {"text":"Look: "},{"citationsContent":{"content":[{"text":"it is."}],"citations":[{}]}},
                   {"toolUse":{"toolUseId":"t1","name":"a","input":{"x":1.0}}},{"toolUse":{"toolUseId":"t2","name":"b","input":{}}}]}},
                 "stopReason":"tool_use","usage":{"inputTokens":10,"outputTokens":5,"totalTokens":30,"cacheReadInputTokens":8,"cacheWriteInputTokens":7}}""");

        assertThat(Told.meaning(Json.tree(answer.body().bytes())))
                .isEqualTo(Json.tree(Json.utf8("""
                {"model":"%s","choices":[{"index":0,"message":{"role":"assistant","content":"Look: it is.","reasoning_content":"hm",
                   "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"redacted_thinking","data":"b64"}],
                   "tool_calls":[{"id":"t1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}},
                     {"id":"t2","type":"function","function":{"name":"b","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":25,"completion_tokens":5,"total_tokens":30,"prompt_tokens_details":{"cached_tokens":8,"cache_write_tokens":7}}}""".formatted(CLAUDE))));
        assertThat(answer.usage())
                .satisfies(usage -> assertThat(usage.cacheWrite()).isEqualTo(7));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "max_tokens,length",
        "model_context_window_exceeded,length",
        "guardrail_intervened,content_filter",
        "content_filtered,content_filter",
        "tool_use,tool_calls"
    })
    void saysWhyItStopped(String reason, String finish) throws Exception {
        assertThat(answer("{\"output\":{\"message\":{\"content\":[]}},\"stopReason\":\"" + reason + "\"}")
                        .body()
                        .finishes())
                .singleElement()
                .satisfies(finished -> assertThat(finished.reason()).isEqualTo(finish));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"output\":{}}", "[]", "<html>", ""})
    void doesNotTakeAnythingForAnAnswer(String answer) {
        assertThatIOException().isThrownBy(() -> answer(answer));
    }

    @Test
    void tellsAStreamTheSameForEverySplitOfItsBytes() throws Exception {
        byte[] stream = new EventFrames()
                .event("messageStart", "{\"role\":\"assistant\"}")
                .event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"hm\"}}}")
                .event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"s\"}}}")
                .event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"gr\"}}")
                .event("contentBlockDelta", "{\"contentBlockIndex\":1,\"delta\":{\"text\":\"üße\"}}")
                .event("contentBlockStop", "{\"contentBlockIndex\":1}")
                .event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"a\"}}}")
                .event(
                        "contentBlockDelta",
                        "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"{\\\"x\\\":\"}}}")
                .event("contentBlockDelta", "{\"contentBlockIndex\":2,\"delta\":{\"toolUse\":{\"input\":\"1}\"}}}")
                .event("contentBlockStop", "{\"contentBlockIndex\":2}")
                .event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":3,\"start\":{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"b\"}}}")
                .event("contentBlockStop", "{\"contentBlockIndex\":3}")
                .event("messageStop", "{\"stopReason\":\"tool_use\"}")
                .event("metadata", "{\"usage\":{\"inputTokens\":3,\"outputTokens\":2},\"metrics\":{}}")
                .bytes();
        JsonNode whole = Told.meaning(Told.stream(stream(), stream));

        assertThat(whole.at("/choices/0/message/reasoning_content").asText()).isEqualTo("hm");
        assertThat(whole.at("/choices/0/message/content").asText()).isEqualTo("grüße");
        assertThat(whole.at("/choices/0/message/tool_calls").toString())
                .isEqualTo(
                        "[{\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"{\\\"x\\\":1}\"}},"
                                + "{\"id\":\"t2\",\"type\":\"function\",\"function\":{\"name\":\"b\",\"arguments\":\"{}\"}}]");
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(whole.at("/usage/total_tokens").asInt()).isEqualTo(5);
        Random random = new Random(3);
        for (int cut = 0; cut <= stream.length; cut++) {
            int second = cut + random.nextInt(stream.length - cut + 1);
            assertThat(Told.meaning(Told.stream(stream(), stream, cut, second)))
                    .as("cuts at %d and %d", cut, second)
                    .isEqualTo(whole);
        }
    }

    @Test
    void knowsWhenAStreamIsComplete() throws Exception {
        StreamReader reader = stream();
        reader.read(new EventFrames()
                .event("messageStop", "{\"stopReason\":\"end_turn\"}")
                .bytes());
        assertThat(reader.isComplete()).isFalse();
        reader.read(new EventFrames()
                .event("metadata", "{\"usage\":{\"inputTokens\":3}}")
                .bytes());
        assertThat(reader.isComplete()).isTrue();
        assertThat(reader.usage())
                .hasValueSatisfying(usage -> assertThat(usage.input()).isEqualTo(3));
    }

    @Test
    void noticesAnExceptionInTheMiddleOfAStream() {
        byte[] stream = new EventFrames()
                .event("messageStart", "{}")
                .exception("modelStreamErrorException", "{\"message\":\"secret\"}")
                .bytes();

        assertThatExceptionOfType(StreamFailed.class)
                .isThrownBy(() -> stream().read(stream))
                .withMessage("The provider reported modelStreamErrorException");
    }

    @Test
    void noticesDamageInTheMiddleOfAStream() {
        byte[] stream = new EventFrames().event("messageStart", "{}").bytes();
        stream[stream.length - 1] ^= 1;

        assertThatIOException().isThrownBy(() -> stream().read(stream));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"message\":\"Input is too long for requested model.\"}|CONTEXT_WINDOW",
                "400|{\"message\":\"The model returned the following errors: input length and `max_tokens` exceed context limit: 9 + 8 > 7\"}|CONTEXT_WINDOW",
                "400|{\"message\":\"The generated text has been blocked by our content filters.\"}|CONTENT_FILTER",
                "400|{\"message\":\"no\",\"__type\":\"com.amazon#ServiceQuotaExceededException\"}|QUOTA",
                "429|{\"message\":\"Too many tokens, please wait before trying again.\"}|OTHER",
                "403|{\"Message\":\"The security token included in the request is invalid.\"}|OTHER",
                "503|<html>|OTHER"
            })
    void understandsErrors(int status, String body, ProviderError.Kind kind) {
        assertThat(dialect.error(status, Json.utf8(body)).kind()).isEqualTo(kind);
    }

    @Test
    void embedsWithEveryFamily() throws Exception {
        assertThat(embeddings("amazon.titan-embed-text-v2:0", "{\"embedding\":[0.5,-1],\"inputTextTokenCount\":3}")
                        .usage())
                .satisfies(usage -> assertThat(usage.input()).isEqualTo(3));
        // What is not in the answer is in a header.
        assertThat(embeddings("cohere.embed-v4:0", "{\"embeddings\":{\"float\":[[0.5,-1]]}}")
                        .usage())
                .satisfies(usage -> assertThat(usage.input()).isEqualTo(9));
        assertThat(Json.tree(embeddings("cohere.embed-english-v3", "{\"embeddings\":[[0.5,-1]]}")
                                .body()
                                .bytes())
                        .at("/data/0/embedding")
                        .asText())
                .isEqualTo("AAAAPwAAgL8=");
        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> dialect.request(
                        Operation.EMBEDDINGS,
                        EMBEDDINGS,
                        Targets.body(EMBEDDINGS, "{\"model\":\"m\",\"input\":[\"a\",\"b\"]}"),
                        target("", "amazon.titan-embed-text-v2:0")))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo("input"));
        assertThat(dialect.can(Operation.EMBEDDINGS, target("", CLAUDE))).isFalse();
    }

    private ProviderAnswer embeddings(String model, String answer) throws BodyMalformed, IOException {
        return dialect.answer(
                Operation.EMBEDDINGS,
                EMBEDDINGS,
                Json.utf8(answer),
                Targets.asked(
                        EMBEDDINGS,
                        "{\"model\":\"m\",\"input\":\"x\",\"encoding_format\":\"base64\"}",
                        target("", model),
                        name -> name.equals("X-Amzn-Bedrock-Input-Token-Count") ? "9" : ""));
    }

    private JsonNode said(String chat, String model) throws BodyMalformed, IOException {
        return Json.tree(dialect.request(Operation.CHAT, CHAT, Targets.body(CHAT, chat), target("", model))
                .body());
    }

    private ProviderAnswer answer(String json) throws BodyMalformed, IOException {
        return dialect.answer(
                Operation.CHAT,
                CHAT,
                Json.utf8(json),
                Targets.asked(CHAT, "{\"model\":\"m\",\"messages\":[]}", target("", CLAUDE)));
    }

    private StreamReader stream() throws BodyMalformed {
        return dialect.stream(CHAT, Targets.asked(CHAT, "{\"model\":\"m\",\"messages\":[]}", target("", CLAUDE)));
    }

    private static Target target(String credential, String model) {
        return Targets.of(Dialect.BEDROCK, "https://bedrock-runtime.eu-central-1.amazonaws.com", credential, model);
    }
}
