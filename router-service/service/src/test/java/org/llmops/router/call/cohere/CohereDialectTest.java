package org.llmops.router.call.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

class CohereDialectTest {
    private static final WireFormat CHAT = ChatFormat.CHAT;
    private static final WireFormat EMBEDDINGS = EmbeddingsFormat.EMBEDDINGS;
    private static final Target TARGET = Targets.of(Dialect.COHERE, "https://api.cohere.com/v2", "co-key", "command-a");

    private final CohereDialect dialect = new CohereDialect();

    @Test
    void saysAWholeConversationInCoheresWords() throws Exception {
        ProviderRequest request = request("""
                {"model":"m","stream":true,"max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":7,"seed":1,"stop":["END"],"logprobs":true,
                 "presence_penalty":0.1,"frequency_penalty":0.2,"user":"u","reasoning_effort":"high","safety_mode":"STRICT",
                 "messages":[
                  {"role":"developer","content":[{"type":"text","text":"Be "},{"type":"text","text":"brief"}]},
                  {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}}]},
                  {"role":"assistant","content":null,"reasoning_content":"I look","tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}},
                     {"id":"2","type":"function","function":{"name":"b","arguments":""}}]},
                  {"role":"tool","tool_call_id":"1","content":"one"},{"role":"tool","tool_call_id":"2","content":[{"type":"text","text":"two"}]},
                  {"role":"assistant","content":"Well"},{"role":"user","content":"And?"}],
                 "tools":[{"type":"function","function":{"name":"a","description":"A","parameters":{"type":"object","properties":{}},"strict":true}},
                   {"type":"function","function":{"name":"b"}}],
                 "tool_choice":{"type":"function","function":{"name":"b"}},
                 "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}}}""");

        assertThat(request.path()).isEqualTo("/chat");
        assertThat(request.headers()).containsOnlyKeys("Authorization").containsEntry("Authorization", "Bearer co-key");
        assertThat(Json.tree(request.body())).isEqualTo(Json.tree(Json.utf8("""
                {"model":"command-a","messages":[
                  {"role":"system","content":"Be brief"},
                  {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://x/y.png"}}]},
                  {"role":"assistant","tool_plan":"I look","tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}},
                     {"id":"2","type":"function","function":{"name":"b","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"1","content":"one"},{"role":"tool","tool_call_id":"2","content":"two"},
                  {"role":"assistant","content":"Well"},{"role":"user","content":"And?"}],
                 "strict_tools":true,"tools":[{"type":"function","function":{"name":"b","parameters":{"type":"object","properties":{}}}}],"tool_choice":"REQUIRED",
                 "max_tokens":9,"temperature":0.5,"p":0.9,"k":7,"seed":1,"frequency_penalty":0.2,"presence_penalty":0.1,"stop_sequences":["END"],"logprobs":true,
                 "response_format":{"type":"json_object","json_schema":{"type":"object"}},"thinking":{"type":"enabled","token_budget":4096},
                 "safety_mode":"STRICT","stream":true}""")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n|\"n\":2",
                "logit_bias|\"logit_bias\":{\"5\":1}",
                "top_logprobs|\"logprobs\":true,\"top_logprobs\":3",
                "parallel_tool_calls|\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}}],\"parallel_tool_calls\":false",
                "tools[0]|\"tools\":[{\"type\":\"custom\"}]",
                "x_new|\"x_new\":{}",
                "messages[0].content|\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}]",
                "messages[0].content|\"messages\":[{\"role\":\"user\",\"content\":7}]"
            })
    void refusesByNameWhatItCannotSay(String param, String member) {
        String messages =
                member.contains("\"messages\"") ? "" : ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> request("{\"model\":\"m\"," + member + messages + "}"))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo(param));
    }

    @Test
    void readsAnAnswerWithAPlanThoughtsAndCalls() throws Exception {
        ProviderAnswer answer = answer("""
                {"id":"c1","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"I look. ",
                   "content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Look"}],"citations":[{"start":0}],
                   "tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}}]},
                 "logprobs":[{"token_ids":[1,2],"text":"Look","logprobs":[-0.25,-0.5]}],
                 "usage":{"billed_units":{"input_tokens":41,"output_tokens":28},"tokens":{"input_tokens":1442,"output_tokens":29},"cached_tokens":1040}}""");

        assertThat(Told.meaning(Json.tree(answer.body().bytes()))).isEqualTo(Told.without(Json.tree(Json.utf8("""
                {"model":"command-a","choices":[{"index":0,"message":{"role":"assistant","content":"Look","reasoning_content":"I look. hm",
                   "tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}}]},
                   "logprobs":{"content":[{"token":"Look","logprob":-0.75,"bytes":[76,111,111,107],"top_logprobs":[]}]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":41,"completion_tokens":28,"total_tokens":69}}"""))));
        assertThat(answer.usage()).satisfies(usage -> assertThat(usage.raw()).contains("\"cached_tokens\":1040"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":{\"content\":[]},\"finish_reason\":\"ERROR\"}",
                "{\"message\":\"no\"}",
                "[]",
                "<html>"
            })
    void doesNotTakeAnythingForAnAnswer(String answer) {
        assertThatIOException().isThrownBy(() -> answer(answer));
    }

    @Test
    void tellsAStreamTheSameForEverySplitOfItsBytes() throws Exception {
        byte[] stream = Json.utf8("""
                event: message-start
                data: {"id":"c1","type":"message-start","delta":{"message":{"role":"assistant","content":[]}}}

                event: tool-plan-delta
                data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I look"}}}

                data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

                data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"gr"}}},"logprobs":{"token_ids":[5],"text":"gr","logprobs":[-0.5]}}

                data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"üße"}}}}

                data: {"type":"content-end","index":0}

                data: {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0}}}}

                data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"1","type":"function","function":{"name":"a","arguments":""}}}}}

                data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\\"x\\":"}}}}}

                data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"1}"}}}}}

                data: {"type":"tool-call-end","index":0}

                data: {"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"2","type":"function","function":{"name":"b","arguments":""}}}}}

                data: {"type":"tool-call-end","index":1}

                event: message-end
                data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":3,"output_tokens":2}}}}

                data: [DONE]

                """);
        JsonNode whole = Told.meaning(Told.stream(stream(), stream));

        assertThat(whole).isEqualTo(Told.without(Json.tree(Json.utf8("""
                {"model":"command-a","choices":[{"index":0,"message":{"role":"assistant","content":"grüße","reasoning_content":"I look",
                   "tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1}"}},
                     {"id":"2","type":"function","function":{"name":"b","arguments":"{}"}}]},
                   "logprobs":{"content":[{"token":"gr","logprob":-0.5,"bytes":[103,114],"top_logprobs":[]}]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"""))));
        Random random = new Random(11);
        for (int cut = 0; cut <= stream.length; cut++) {
            int second = cut + random.nextInt(stream.length - cut + 1);
            assertThat(Told.meaning(Told.stream(stream(), stream, cut, second)))
                    .as("cuts at %d and %d", cut, second)
                    .isEqualTo(whole);
        }
    }

    @Test
    void noticesThatAStreamFailed() {
        assertThatExceptionOfType(StreamFailed.class)
                .isThrownBy(
                        () -> stream()
                                .read(
                                        Json.utf8(
                                                "data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"secret\"}}\n\n")))
                .withMessage("The provider reported ERROR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"message\":\"too many tokens: total number of tokens in the prompt cannot exceed 128000\"}|CONTEXT_WINDOW",
                "400|{\"message\":\"The prompt was blocked by our safety filter\"}|CONTENT_FILTER",
                "429|{\"message\":\"You are using a Trial key, which is limited to 1000 API calls / month.\"}|QUOTA",
                "429|{\"message\":\"You are past the per minute request limit\"}|OTHER",
                "401|{\"message\":\"invalid api token\"}|OTHER",
                "500|<html>|OTHER"
            })
    void understandsErrors(int status, String body, ProviderError.Kind kind) {
        assertThat(dialect.error(status, Json.utf8(body)).kind()).isEqualTo(kind);
    }

    @Test
    void embeds() throws Exception {
        String wanted =
                "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":256,\"input_type\":\"search_query\",\"encoding_format\":\"base64\"}";
        ProviderRequest request =
                dialect.request(Operation.EMBEDDINGS, EMBEDDINGS, Targets.body(EMBEDDINGS, wanted), TARGET);
        ProviderAnswer answer = dialect.answer(
                Operation.EMBEDDINGS,
                EMBEDDINGS,
                Json.utf8(
                        "{\"id\":\"e\",\"embeddings\":{\"float\":[[0.5,-1],[1,2]]},\"meta\":{\"billed_units\":{\"input_tokens\":4}}}"),
                Targets.asked(EMBEDDINGS, wanted, TARGET));

        assertThat(request.path()).isEqualTo("/embed");
        assertThat(Json.tree(request.body()))
                .isEqualTo(
                        Json.tree(
                                Json.utf8(
                                        "{\"model\":\"command-a\",\"input_type\":\"search_query\",\"texts\":[\"a\",\"b\"],\"embedding_types\":[\"float\"],\"output_dimension\":256}")));
        assertThat(Json.tree(answer.body().bytes()))
                .isEqualTo(Json.tree(Json.utf8(
                        "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AAAAPwAAgL8=\"},{\"object\":\"embedding\",\"index\":1,\"embedding\":\"AACAPwAAAEA=\"}],"
                                + "\"model\":\"command-a\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}")));
    }

    private ProviderRequest request(String chat) throws BodyMalformed {
        return dialect.request(Operation.CHAT, CHAT, Targets.body(CHAT, chat), TARGET);
    }

    private ProviderAnswer answer(String json) throws BodyMalformed, IOException {
        return dialect.answer(
                Operation.CHAT,
                CHAT,
                Json.utf8(json),
                Targets.asked(CHAT, "{\"model\":\"m\",\"messages\":[]}", TARGET));
    }

    private StreamReader stream() throws BodyMalformed {
        return dialect.stream(CHAT, Targets.asked(CHAT, "{\"model\":\"m\",\"messages\":[]}", TARGET));
    }
}
