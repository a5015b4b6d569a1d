package org.llmops.router.call;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.bedrock.EventFrames;
import org.llmops.router.call.hub.Targets;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Dialect;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** Whatever a client or a provider says, it is refused or told on: the router does not fail over it. */
class NonsenseTest {
    private static final int ROUNDS = 1_000;

    private static final Map<WireFormat, List<String>> REQUESTS = Map.of(
            ChatFormat.CHAT,
            List.of("""
                    {"model":"m","stream":true,"n":1,"max_tokens":9,"temperature":0.5,"top_p":1,"seed":3,"stop":["a"],"logprobs":true,
                     "top_logprobs":2,"user":"u","reasoning_effort":"low","modalities":["text"],"parallel_tool_calls":true,
                     "stream_options":{"include_usage":true},"metadata":{"a":"b"},"logit_bias":{"1":2},"presence_penalty":0,
                     "thinking":{"type":"enabled","budget_tokens":1024},"web_search_options":{"user_location":{"approximate":{"city":"x"}}},
                     "tool_choice":{"type":"function","function":{"name":"f"}},
                     "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object",
                       "properties":{"q":{"type":["string","null"],"enum":["a"],"anyOf":[{"type":"integer"}]}},"$defs":{"x":{}},"required":["q"]}}}]}""", """
                    {"model":"m","response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object","properties":
                     {"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"type":"string"}}}}},"messages":[{"role":"system","content":"s"},
                     {"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral"}},
                      {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                      {"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA","filename":"f"}}]},
                     {"role":"assistant","content":null,"reasoning_content":"r","thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"}],
                      "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"q\\":1}"}}]},
                     {"role":"tool","tool_call_id":"c","content":"r"},{"role":"user","content":"x"}]}"""),
            MessagesFormat.MESSAGES,
            List.of("""
                    {"model":"m","max_tokens":9,"stream":false,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
                     "temperature":1,"top_k":3,"stop_sequences":["a"],"metadata":{"user_id":"u"},"thinking":{"type":"enabled","budget_tokens":2000},
                     "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"q":{"type":"string"}}}}],
                     "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
                     "output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},
                     "messages":[{"role":"user","content":[{"type":"text","text":"t"},{"type":"image","source":{"type":"base64","media_type":"image/png",
                      "data":"AAAA"}},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"},"title":"t"}]},
                      {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c","name":"f","input":{"q":1}}]},
                      {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","is_error":true,"content":[{"type":"text","text":"r"}]}]}]}"""),
            ResponsesFormat.RESPONSES,
            List.of("""
                    {"model":"m","instructions":"i","stream":true,"max_output_tokens":9,"reasoning":{"effort":"low","summary":"auto"},
                     "text":{"verbosity":"low","format":{"type":"json_schema","name":"s","schema":{"type":"object"}}},"include":["reasoning.encrypted_content"],
                     "tools":[{"type":"function","name":"f","parameters":{"type":"object"},"strict":true}],"tool_choice":{"type":"function","name":"f"},
                     "metadata":{"a":"b"},"store":false,"top_logprobs":2,
                     "input":[{"role":"user","content":[{"type":"input_text","text":"t"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"},
                       {"type":"input_file","file_data":"data:application/pdf;base64,AAAA","filename":"f"}]},
                      {"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"s"}],"encrypted_content":"e"},
                      {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"o"},
                      {"type":"message","role":"assistant","content":[{"type":"output_text","text":"t","annotations":[]}]}]}"""),
            CompletionsFormat.COMPLETIONS,
            List.of(
                    "{\"model\":\"m\",\"prompt\":[\"p\"],\"max_tokens\":9,\"logprobs\":2,\"stop\":\"a\",\"n\":1,\"best_of\":1,\"echo\":false}"));

    private static final String EMBEDDED =
            "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":3,\"encoding_format\":\"base64\",\"user\":\"u\"}";

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void inRequestsIsRefusedByItsName(Dialect dialect) {
        Target target = target(dialect);
        REQUESTS.forEach((format, requests) -> {
            for (String request : requests) {
                Nonsense nonsense = new Nonsense(7);
                for (int round = 0; round < ROUNDS; round++) {
                    String senseless = nonsense.into(request);
                    harmless(senseless, () -> ask(format, senseless, target));
                }
            }
        });
        Nonsense nonsense = new Nonsense(8);
        for (int round = 0; round < ROUNDS; round++) {
            String senseless = nonsense.into(EMBEDDED);
            harmless(senseless, () -> {
                RequestBody body = EmbeddingsFormat.EMBEDDINGS.request(Json.utf8(senseless));
                if (Dialects.of(target).can(Operation.EMBEDDINGS, target)) {
                    Dialects.of(target).request(Operation.EMBEDDINGS, EmbeddingsFormat.EMBEDDINGS, body, target);
                }
            });
        }
    }

    private static void ask(WireFormat format, String request, Target target) throws BodyMalformed {
        ProviderDialect dialect = Dialects.of(target);
        RequestBody body = format.request(Json.utf8(request));
        boolean direct = dialect.speaks(format, target);
        RequestBody said = direct ? body : dialect.fromHub(format.toChat(body), target);
        dialect.request(Operation.CHAT, direct ? format : ChatFormat.CHAT, said, target);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void inAnswersFailsNobodyButTheAnswer(Dialect dialect) throws BodyMalformed {
        Target target = target(dialect);
        Asked asked = Targets.asked(ChatFormat.CHAT, "{\"model\":\"m\",\"messages\":[]}", target);
        Nonsense nonsense = new Nonsense(9);
        for (int round = 0; round < ROUNDS; round++) {
            String senseless =
                    round < 5 ? List.of("[]", "null", "7", "\"x\"", "{}").get(round) : nonsense.into(answer(dialect));
            harmless(senseless, () -> {
                AnswerBody chat = Dialects.of(target)
                        .answer(Operation.CHAT, ChatFormat.CHAT, Json.utf8(senseless), asked)
                        .body();
                for (WireFormat format : REQUESTS.keySet()) {
                    harmless(senseless, () -> format.fromChat(chat, simplest(format)));
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void inStreamsFailsNobodyButTheStream(Dialect dialect) throws BodyMalformed {
        Target target = target(dialect);
        Asked asked = Targets.asked(ChatFormat.CHAT, "{\"model\":\"m\",\"messages\":[]}", target);
        Nonsense nonsense = new Nonsense(10);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> events = events(dialect);
            int wrong = round % events.size();
            String senseless = nonsense.into(events.get(wrong));
            for (WireFormat format : REQUESTS.keySet()) {
                harmless(senseless, () -> {
                    StreamReader provider = Dialects.of(target).stream(ChatFormat.CHAT, asked);
                    StreamReader told = format == ChatFormat.CHAT
                            ? provider
                            : new TranslatedStream(provider, format.fromChatEvents(simplest(format)));
                    for (int i = 0; i < events.size(); i++) {
                        told.read(frame(dialect, i == wrong ? senseless : events.get(i)));
                    }
                    told.end();
                });
            }
        }
    }

    private static RequestBody simplest(WireFormat format) throws BodyMalformed {
        return format.request(Json.utf8("{\"model\":\"m\",\"max_tokens\":9,\"input\":\"x\",\"messages\":[]}"));
    }

    /** Something that reads what may make no sense. */
    @FunctionalInterface
    private interface Reading {
        void read() throws BodyMalformed, IOException, StreamFailed;
    }

    private static void harmless(String json, Reading reading) {
        try {
            reading.read();
        } catch (BodyMalformed named) {
            // Refused, in words for whoever said it.
        } catch (IOException | StreamFailed failed) {
            // The attempt fails, and perhaps another target answers.
        } catch (RuntimeException bug) {
            fail("Failed over " + json, bug);
        }
    }

    private static Target target(Dialect dialect) {
        return switch (dialect) {
            case BEDROCK ->
                Targets.of(
                        dialect,
                        "https://bedrock-runtime.eu-west-1.amazonaws.com",
                        "AKIA:secret",
                        "anthropic.claude-x");
            case GEMINI -> Targets.of(dialect, "https://goo.example/v1beta", "k", "gemini-3-pro");
            default -> Targets.of(dialect, "https://zoo.example/v1", "k", "claude-sonnet-4-5");
        };
    }

    private static String answer(Dialect dialect) {
        return switch (dialect) {
            case OPENAI, AZURE -> """
                    {"id":"i","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a",
                     "reasoning_content":"r","annotations":[{"type":"url_citation","url_citation":{"url":"u","title":"t","start_index":0,"end_index":1}}],
                     "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                     "logprobs":{"content":[{"token":"a","logprob":-1,"bytes":[97],"top_logprobs":[]}]},"finish_reason":"tool_calls"}],
                     "usage":{"prompt_tokens":1,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}}}""";
            case ANTHROPIC -> """
                    {"id":"i","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"t","signature":"s"},
                     {"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"c","document_index":0}]},
                     {"type":"tool_use","id":"c","name":"f","input":{"q":1}}],"stop_reason":"tool_use","stop_sequence":null,
                     "usage":{"input_tokens":1,"output_tokens":2,"cache_read_input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":1}}}""";
            case GEMINI -> """
                    {"responseId":"i","modelVersion":"m","candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"t","thought":true},
                     {"text":"a","thoughtSignature":"s"},{"functionCall":{"name":"f","args":{"q":1}}},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},
                     "finishReason":"STOP","logprobsResult":{"chosenCandidates":[{"token":"a","logProbability":-1}],"topCandidates":[{"candidates":[{"token":"a"}]}]}}],
                     "promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1}]}}""";
            case BEDROCK -> """
                    {"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}},{"text":"a"},
                     {"toolUse":{"toolUseId":"c","name":"f","input":{"q":1}}}]}},"stopReason":"tool_use",
                     "usage":{"inputTokens":1,"outputTokens":2,"cacheReadInputTokens":3},"metrics":{"latencyMs":1}}""";
            case COHERE -> """
                    {"id":"i","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"p","content":[{"type":"thinking","thinking":"t"},
                     {"type":"text","text":"a"}],"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],
                     "citations":[{"start":0,"end":1,"text":"a","sources":[]}]},"usage":{"billed_units":{"input_tokens":1},"tokens":{"input_tokens":1,"output_tokens":2}}}""";
        };
    }

    private static List<String> events(Dialect dialect) {
        return switch (dialect) {
            case OPENAI, AZURE ->
                List.of(
                        "{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_content\":\"r\"},\"finish_reason\":null}]}",
                        "{\"id\":\"i\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"stop\"}]}",
                        "{\"id\":\"i\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");
            case ANTHROPIC ->
                List.of(
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1}}}",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
                        "{\"type\":\"message_stop\"}");
            case GEMINI -> List.of(answer(dialect), answer(dialect));
            case BEDROCK ->
                List.of(
                        "{\"event\":\"messageStart\",\"role\":\"assistant\"}",
                        "{\"event\":\"contentBlockStart\",\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\"}}}",
                        "{\"event\":\"contentBlockDelta\",\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}",
                        "{\"event\":\"contentBlockDelta\",\"contentBlockIndex\":1,\"delta\":{\"reasoningContent\":{\"text\":\"t\"}}}",
                        "{\"event\":\"contentBlockStop\",\"contentBlockIndex\":0}",
                        "{\"event\":\"messageStop\",\"stopReason\":\"end_turn\"}",
                        "{\"event\":\"metadata\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2}}");
            case COHERE ->
                List.of(
                        "{\"type\":\"message-start\",\"id\":\"i\",\"delta\":{\"message\":{\"role\":\"assistant\"}}}",
                        "{\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}}",
                        "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"a\"}}}}",
                        "{\"type\":\"tool-call-start\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}}}}",
                        "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\"{}\"}}}}}",
                        "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":{\"tokens\":{\"input_tokens\":1,\"output_tokens\":2}}}}");
        };
    }

    private static byte[] frame(Dialect dialect, String json) {
        if (dialect != Dialect.BEDROCK) {
            return Json.utf8("data: " + json + "\n\n");
        }
        int at = json.indexOf("\"event\":\"") + "\"event\":\"".length();
        String event = json.contains("\"event\":\"") ? json.substring(at, json.indexOf('"', at)) : "metadata";
        return new EventFrames().event(event, json).bytes();
    }
}
