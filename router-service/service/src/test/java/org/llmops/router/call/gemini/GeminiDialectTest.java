package org.llmops.router.call.gemini;

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

class GeminiDialectTest {
    private static final WireFormat CHAT = ChatFormat.CHAT;
    private static final WireFormat EMBEDDINGS = EmbeddingsFormat.EMBEDDINGS;
    private static final String STUDIO = "https://generativelanguage.googleapis.com/v1beta";
    private static final String VERTEX =
            "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4";

    private final GeminiDialect dialect = new GeminiDialect();

    @Test
    void saysAWholeConversationInGooglesWords() throws Exception {
        JsonNode said = said("""
                {"model":"m","max_tokens":9,"temperature":0.5,"top_p":0.9,"top_k":7,"n":2,"seed":1,"stop":"END","logprobs":true,"top_logprobs":2,
                 "presence_penalty":0.1,"frequency_penalty":0.2,"user":"u","reasoning_effort":"low","web_search_options":{},
                 "messages":[
                  {"role":"system","content":"Be brief"},{"role":"developer","content":[{"type":"text","text":"Be kind"}]},
                  {"role":"user","content":[{"type":"text","text":"What is this?"},
                    {"type":"input_audio","input_audio":{"data":"UklG","format":"wav"}},
                    {"type":"file","file":{"file_data":"data:application/pdf;base64,JVBE"}}]},
                  {"role":"assistant","content":null,
                   "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"google/AA"},{"type":"thinking","thinking":"x","signature":"claude's"},
                     {"type":"thinking","thinking":"","signature":"google/BB"}],
                   "tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"}},
                     {"id":"2","type":"function","function":{"name":"b","arguments":""},"extra_content":{"google":{"thought_signature":"CC"}}}]},
                  {"role":"tool","tool_call_id":"1","content":"one"},{"role":"tool","tool_call_id":"2","content":"two","is_error":true}],
                 "tools":[{"type":"function","function":{"name":"a","description":"A","parameters":{"type":"object","properties":{"x":{"type":"number"}},"additionalProperties":false},"strict":true}},
                   {"type":"function","function":{"name":"b","parameters":{"type":"object","properties":{}}}},{"codeExecution":{}}],
                 "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function","function":{"name":"a"}}]}},
                 "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object","properties":{"y":{"const":"z"}}}}}}""");

        assertThat(said).isEqualTo(Json.tree(Json.utf8("""
                {"contents":[
                  {"role":"user","parts":[{"text":"What is this?"},{"inlineData":{"mimeType":"audio/wav","data":"UklG"}},{"inlineData":{"mimeType":"application/pdf","data":"JVBE"}}]},
                  {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"AA"},
                    {"functionCall":{"name":"a","args":{"x":1.0}},"thoughtSignature":"BB"},{"functionCall":{"name":"b","args":{}},"thoughtSignature":"CC"}]},
                  {"role":"user","parts":[{"functionResponse":{"name":"a","response":{"content":"one"}}},{"functionResponse":{"name":"b","response":{"error":"two"}}}]}],
                 "systemInstruction":{"parts":[{"text":"Be brief"},{"text":"Be kind"}]},
                 "toolConfig":{"functionCallingConfig":{"mode":"VALIDATED","allowedFunctionNames":["a"]}},
                 "tools":[{"functionDeclarations":[{"name":"a","description":"A","parameters":{"type":"object","properties":{"x":{"type":"number"}}}},{"name":"b"}]},
                   {"codeExecution":{}},{"googleSearch":{}}],
                 "generationConfig":{"temperature":0.5,"topP":0.9,"topK":7,"frequencyPenalty":0.2,"presencePenalty":0.1,"maxOutputTokens":9,"stopSequences":["END"],
                   "candidateCount":2,"seed":1,"responseLogprobs":true,"logprobs":2,"responseMimeType":"application/json",
                   "responseSchema":{"type":"object","properties":{"y":{"type":"string","enum":["z"]}}},
                   "thinkingConfig":{"thinkingBudget":1024,"includeThoughts":true}}}""")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logit_bias|\"logit_bias\":{\"5\":1}",
                "parallel_tool_calls|\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\"}}],\"parallel_tool_calls\":false",
                "modalities|\"modalities\":[\"audio\"]",
                "tools[0]|\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"w\"}]",
                "x_new|\"x_new\":1",
                "top_logprobs|\"top_logprobs\":1",
                "messages[0].tool_call_id|\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"9\",\"content\":\"x\"}]",
                "messages[0].content|\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"ftp://x\"}}]}]",
                "messages[0].content|\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"hologram\"}]}]"
            })
    void refusesByNameWhatItCannotSay(String param, String member) {
        String messages =
                member.contains("\"messages\"") ? "" : ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> said("{\"model\":\"m\"," + member + messages + "}"))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gemini-2.5-pro|\"reasoning_effort\":\"none\"|{\"thinkingBudget\":0}",
                "gemini-2.5-pro|\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":77}|{\"thinkingBudget\":77,\"includeThoughts\":true}",
                "gemini-2.5-pro|\"thinking\":{\"type\":\"adaptive\"}|{\"thinkingBudget\":-1,\"includeThoughts\":true}",
                "gemini-3-pro-preview|\"reasoning_effort\":\"medium\"|{\"thinkingLevel\":\"high\",\"includeThoughts\":true}",
                "gemini-3-flash|\"reasoning_effort\":\"minimal\"|{\"thinkingLevel\":\"minimal\",\"includeThoughts\":true}"
            })
    void asksForAsMuchThoughtAsIsWanted(String model, String member, String config) throws Exception {
        JsonNode said =
                said("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]," + member + "}", model);

        assertThat(said.at("/generationConfig/thinkingConfig")).isEqualTo(Json.tree(Json.utf8(config)));
    }

    /** The third generation refuses calls without a signature, and another model's calls have none. */
    @Test
    void excusesCallsThatAnotherModelMade() throws Exception {
        String chat =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}},{\"id\":\"2\",\"function\":{\"name\":\"b\",\"arguments\":\"{}\"}}]}]}";

        assertThat(said(chat, "gemini-3-pro").at("/contents/0/parts").toString())
                .isEqualTo(
                        "[{\"functionCall\":{\"name\":\"a\",\"args\":{}},\"thoughtSignature\":\"skip_thought_signature_validator\"},"
                                + "{\"functionCall\":{\"name\":\"b\",\"args\":{}}}]");
        assertThat(said(chat, "gemini-2.5-pro").toString()).doesNotContain("thoughtSignature");
    }

    @ParameterizedTest
    @CsvSource({
        STUDIO + ",AIzaX,gemini-2.5-pro,false,/models/gemini-2.5-pro:generateContent,x-goog-api-key,AIzaX",
        STUDIO + ",ya29.x,tunedModels/t,true,/tunedModels/t:streamGenerateContent?alt=sse,Authorization,Bearer ya29.x",
        VERTEX
                + ",ya29.x,gemini-2.5-pro,true,/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse,Authorization,Bearer ya29.x",
        VERTEX
                + "/publishers/google,eyJ.x,gemini-2.5-pro,false,/models/gemini-2.5-pro:generateContent,Authorization,Bearer eyJ.x",
        "https://aiplatform.googleapis.com/v1,AQ.x,gemini-2.5-pro,false,/publishers/google/models/gemini-2.5-pro:generateContent,x-goog-api-key,AQ.x"
    })
    void findsTheModelAndItsDoor(
            String base, String credential, String model, boolean streamed, String path, String header, String value)
            throws Exception {
        ProviderRequest request = dialect.request(
                Operation.CHAT,
                CHAT,
                Targets.body(CHAT, "{\"model\":\"m\",\"stream\":" + streamed + ",\"messages\":[]}"),
                Targets.of(Dialect.GEMINI, base, credential, model));

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.headers()).containsOnlyKeys(header).containsEntry(header, value);
    }

    @Test
    void readsAnAnswerWithThoughtsCallsPicturesAndProbabilities() throws Exception {
        ProviderAnswer answer = answer("""
                {"responseId":"r","modelVersion":"gemini-x","candidates":[
                  {"index":0,"finishReason":"STOP","content":{"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"AA"},{"text":"Look"},
                    {"functionCall":{"id":"f1","name":"a","args":{"x":1.0}},"thoughtSignature":"BB"},{"functionCall":{"id":"f2","name":"b"}},
                    {"inlineData":{"mimeType":"image/png","data":"iVBO"}}]},
                   "logprobsResult":{"chosenCandidates":[{"token":"é","logProbability":-0.5}],"topCandidates":[{"candidates":[{"token":"e","logProbability":-1}]}]}},
                  {"index":1,"finishReason":"MAX_TOKENS","content":{"parts":[{"text":"No"}]}}],
                 "usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":4,"thoughtsTokenCount":3,"toolUsePromptTokenCount":2,"cachedContentTokenCount":6,
                   "promptTokensDetails":[{"modality":"TEXT","tokenCount":4},{"modality":"AUDIO","tokenCount":6}]}}""");

        assertThat(Told.meaning(Json.tree(answer.body().bytes()))).isEqualTo(Told.without(Json.tree(Json.utf8("""
                {"model":"gemini-x","choices":[
                  {"index":0,"message":{"role":"assistant","content":"Look","reasoning_content":"hm",
                    "images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBO"}}],
                    "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"google/AA"},{"type":"thinking","thinking":"","signature":"google/BB"}],
                    "tool_calls":[{"id":"f1","type":"function","function":{"name":"a","arguments":"{\\"x\\":1.0}"},"extra_content":{"google":{"thought_signature":"BB"}}},
                      {"id":"f2","type":"function","function":{"name":"b","arguments":"{}"}}]},
                   "logprobs":{"content":[{"token":"é","logprob":-0.5,"bytes":[195,169],"top_logprobs":[{"token":"e","logprob":-1,"bytes":[101]}]}]},
                   "finish_reason":"tool_calls"},
                  {"index":1,"message":{"role":"assistant","content":"No"},"finish_reason":"length"}],
                 "usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19,
                   "prompt_tokens_details":{"cached_tokens":6,"audio_tokens":6},"completion_tokens_details":{"reasoning_tokens":3}}}"""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"candidates\":[]}", "{\"error\":{}}", "[]", "<html>", ""})
    void doesNotTakeAnythingForAnAnswer(String answer) {
        assertThatIOException().isThrownBy(() -> answer(answer));
    }

    @Test
    void tellsAStreamTheSameForEverySplitOfItsBytes() throws Exception {
        byte[] stream = Json.utf8("""
                data: {"responseId":"r","modelVersion":"g","candidates":[{"content":{"parts":[{"text":"hm","thought":true}]}}],"usageMetadata":{"promptTokenCount":3}}

                data: {"candidates":[{"content":{"parts":[{"text":"gr"}]}},{"index":1,"content":{"parts":[{"text":"two"}]},"finishReason":"SAFETY"}]}

                data: {"candidates":[{"content":{"parts":[{"text":"üße"},{"functionCall":{"id":"f","name":"a","args":{"x":1}},"thoughtSignature":"BB"},{"functionCall":{"id":"h","name":"b"}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"thoughtsTokenCount":5}}

                """.replace("\n", "\r\n"));
        JsonNode whole = Told.meaning(Told.stream(dialect.stream(CHAT), stream));

        assertThat(whole).isEqualTo(Json.tree(Json.utf8("""
                {"model":"g","choices":[{"index":0,"message":{"role":"assistant","content":"grüße","reasoning_content":"hm",
                   "tool_calls":[{"id":"f","type":"function","function":{"name":"a","arguments":"{\\"x\\":1}"},"extra_content":{"google":{"thought_signature":"BB"}}},
                     {"id":"h","type":"function","function":{"name":"b","arguments":"{}"}}],
                   "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"google/BB"}]},"finish_reason":"tool_calls"},
                  {"index":1,"message":{"role":"assistant","content":"two"},"finish_reason":"content_filter"}],
                 "usage":{"prompt_tokens":3,"completion_tokens":9,"total_tokens":12,"completion_tokens_details":{"reasoning_tokens":5}}}""")));
        Random random = new Random(5);
        for (int cut = 0; cut <= stream.length; cut++) {
            int second = cut + random.nextInt(stream.length - cut + 1);
            assertThat(Told.meaning(Told.stream(dialect.stream(CHAT), stream, cut, second)))
                    .as("cuts at %d and %d", cut, second)
                    .isEqualTo(whole);
        }
    }

    @Test
    void tellsABlockedPromptAsAFilteredAnswer() throws Exception {
        StreamReader reader = dialect.stream(CHAT);

        assertThat(reader.read(Json.utf8("data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n"))
                        .getLast()
                        .finishes())
                .singleElement()
                .satisfies(finish -> assertThat(finish.reason()).isEqualTo("content_filter"));
    }

    @Test
    void noticesAnErrorInTheMiddleOfAStream() {
        assertThatExceptionOfType(StreamFailed.class)
                .isThrownBy(() -> dialect.stream(CHAT)
                        .read(Json.utf8("data: {\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}\n\n")))
                .withMessage("The provider reported UNAVAILABLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"error\":{\"status\":\"INVALID_ARGUMENT\",\"message\":\"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).\"}}|CONTEXT_WINDOW",
                "400|[{\"error\":{\"status\":\"INVALID_ARGUMENT\",\"message\":\"Blocked for safety reasons\"}}]|CONTENT_FILTER",
                "429|{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"Quota exceeded for requests per minute\"}}|OTHER",
                "429|{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"Your prepayment credits are depleted. Please manage your billing\"}}|QUOTA",
                "502|<html>|OTHER"
            })
    void understandsErrors(int status, String body, ProviderError.Kind kind) {
        assertThat(dialect.error(status, Json.utf8(body)).kind()).isEqualTo(kind);
    }

    @Test
    void embedsOneTextOrMany() throws Exception {
        ProviderRequest one =
                embeddings("{\"model\":\"m\",\"input\":\"a\",\"dimensions\":8,\"task_type\":\"CLUSTERING\"}");
        ProviderRequest many = embeddings("{\"model\":\"m\",\"input\":[\"a\",\"b\"]}");

        assertThat(one.path()).isEqualTo("/models/e:embedContent");
        assertThat(Json.tree(one.body()))
                .isEqualTo(
                        Json.tree(
                                Json.utf8(
                                        "{\"model\":\"models/e\",\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"CLUSTERING\",\"outputDimensionality\":8}")));
        assertThat(many.path()).isEqualTo("/models/e:batchEmbedContents");
        assertThat(Json.tree(many.body()))
                .isEqualTo(
                        Json.tree(
                                Json.utf8(
                                        "{\"requests\":[{\"model\":\"models/e\",\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"model\":\"models/e\",\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}")));
        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> embeddings("{\"model\":\"m\",\"input\":[1,2]}"))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo("input"));
    }

    @Test
    void tellsVectorsAsOpenAiDoes() throws Exception {
        ProviderAnswer answer = dialect.answer(
                Operation.EMBEDDINGS,
                EMBEDDINGS,
                Json.utf8(
                        "{\"embeddings\":[{\"values\":[0.5,-1]},{\"values\":[1,2]}],\"usageMetadata\":{\"promptTokenCount\":4}}"),
                Targets.asked(
                        EMBEDDINGS,
                        "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\"}",
                        Targets.of(Dialect.GEMINI, STUDIO, "k", "e")));

        assertThat(Json.tree(answer.body().bytes()))
                .isEqualTo(Json.tree(Json.utf8(
                        "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AAAAPwAAgL8=\"},{\"object\":\"embedding\",\"index\":1,\"embedding\":\"AACAPwAAAEA=\"}],"
                                + "\"model\":\"e\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}")));
        assertThat(answer.usage()).satisfies(usage -> assertThat(usage.input()).isEqualTo(4));
    }

    private ProviderRequest embeddings(String json) throws BodyMalformed {
        return dialect.request(
                Operation.EMBEDDINGS,
                EMBEDDINGS,
                Targets.body(EMBEDDINGS, json),
                Targets.of(Dialect.GEMINI, STUDIO, "k", "e"));
    }

    private JsonNode said(String chat) throws BodyMalformed, IOException {
        return said(chat, "gemini-2.5-pro");
    }

    private JsonNode said(String chat, String model) throws BodyMalformed, IOException {
        Target target = Targets.of(Dialect.GEMINI, STUDIO, "k", model);
        return Json.tree(dialect.request(Operation.CHAT, CHAT, Targets.body(CHAT, chat), target)
                .body());
    }

    private ProviderAnswer answer(String json) throws IOException {
        return dialect.answer(Operation.CHAT, CHAT, Json.utf8(json));
    }
}
