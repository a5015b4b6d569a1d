package org.llmops.router.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.router.wire.responses.ResponsesFormat.RESPONSES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.Fixtures;

class ResponsesToChatTest {

    static Stream<JsonNode> expected() {
        return Fixtures.cases("openai/translations.json", "requests");
    }

    @ParameterizedTest
    @MethodSource("expected")
    void saysWhatOthersSay(JsonNode translation) throws BodyMalformed {
        JsonNode chat = chat(translation.path("responses").toString());

        if (translation.has("messages")) {
            assertThat(withoutRefusals(chat.path("messages"))).isEqualTo(translation.path("messages"));
        } else {
            assertThat(plain(chat)).isEqualTo(plain(translation.path("chat")));
        }
    }

    /** A text alone and a list of one text mean the same; so do the two names of whoever instructs. */
    private static ObjectNode plain(JsonNode chat) {
        ObjectNode plain = chat.deepCopy();
        if (!plain.path("stream").asBoolean()) {
            plain.remove("stream");
        }
        plain.path("messages").forEach(message -> {
            ObjectNode object = (ObjectNode) message;
            if (message.path("content").isArray() && message.path("content").size() == 1) {
                object.set("content", message.at("/content/0/text"));
            }
            if (message.path("role").asText().equals("developer")) {
                object.put("role", "system");
            }
        });
        return plain;
    }

    private static JsonNode withoutRefusals(JsonNode messages) {
        messages.forEach(message -> {
            ((ObjectNode) message).remove("refusal");
            if (message.path("content").isArray()) {
                ((ObjectNode) message).set("content", message.at("/content/0/text"));
            }
        });
        return messages;
    }

    @Test
    void saysEverythingAChatCanSay() throws BodyMalformed {
        assertThat(chat("""
                {"model":"m","instructions":"Be brief","input":[
                  {"role":"developer","content":"In French"},
                  {"role":"user","content":[{"type":"input_text","text":"What is this?"},
                    {"type":"input_image","image_url":"https://x/y.png","detail":"low"},
                    {"type":"input_file","file_id":"file-1"}]},
                  {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Look it up"}],"encrypted_content":"opaque"},
                  {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Wait","annotations":[]}]},
                  {"type":"function_call","id":"fc_1","call_id":"call_1","name":"look","arguments":"{\\"q\\":1}"},
                  {"type":"custom_tool_call","call_id":"call_2","name":"run","input":"ls"},
                  {"type":"function_call_output","call_id":"call_1","output":"a cat"},
                  {"type":"custom_tool_call_output","call_id":"call_2","output":[{"type":"input_text","text":"files"}]},
                  {"type":"message","role":"user","content":"And now?"}],
                 "tools":[{"type":"function","name":"look","description":"Looks","parameters":{"type":"object"},"strict":true},
                   {"type":"custom","name":"run","format":{"type":"grammar","syntax":"regex","definition":"a+"}},{"type":"web_search"}],
                 "tool_choice":{"type":"function","name":"look"},"parallel_tool_calls":false,
                 "text":{"format":{"type":"json_schema","name":"animal","schema":{"type":"object"},"strict":true},"verbosity":"low"},
                 "reasoning":{"effort":"high","summary":"auto"},"max_output_tokens":50,"temperature":0.50,"top_p":1,"top_logprobs":2,
                 "user":"u","store":true,"metadata":{"a":"b"},"include":["reasoning.encrypted_content"],"truncation":"disabled",
                 "previous_response_id":null,"service_tier":"flex","stream":true,"top_k":7}""")).isEqualTo(Fixtures.json("""
                {"model":"m","tools":[
                   {"type":"function","function":{"name":"look","description":"Looks","parameters":{"type":"object"},"strict":true}},
                   {"type":"custom","custom":{"name":"run","format":{"type":"grammar","grammar":{"syntax":"regex","definition":"a+"}}}},
                   {"type":"web_search"}],
                 "tool_choice":{"type":"function","function":{"name":"look"}},"parallel_tool_calls":false,
                 "response_format":{"type":"json_schema","json_schema":{"name":"animal","schema":{"type":"object"},"strict":true}},
                 "verbosity":"low","reasoning_effort":"high","max_completion_tokens":50,"temperature":0.50,"top_p":1,
                 "logprobs":true,"top_logprobs":2,"user":"u","service_tier":"flex","stream":true,"stream_options":{"include_usage":true},"top_k":7,
                 "messages":[
                  {"role":"system","content":"Be brief"},
                  {"role":"developer","content":"In French"},
                  {"role":"user","content":[{"type":"text","text":"What is this?"},
                    {"type":"image_url","image_url":{"url":"https://x/y.png","detail":"low"}},
                    {"type":"file","file":{"file_id":"file-1"}}]},
                  {"role":"assistant","content":"Wait","reasoning_content":"Look it up","tool_calls":[
                    {"id":"call_1","type":"function","function":{"name":"look","arguments":"{\\"q\\":1}"}},
                    {"id":"call_2","type":"custom","custom":{"name":"run","input":"ls"}}]},
                  {"role":"tool","tool_call_id":"call_1","content":"a cat"},
                  {"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"files"}]},
                  {"role":"user","content":"And now?"}]}"""));
    }

    @Test
    void aTurnEndsWhereTheAssistantSpeaksAgain() throws BodyMalformed {
        JsonNode messages = chat("""
                {"model":"m","input":[{"role":"assistant","content":"One"},{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
                 {"role":"assistant","content":"Two"},{"role":"assistant","content":[{"type":"refusal","refusal":"No"}]}]}""").path("messages");

        assertThat(messages).isEqualTo(Fixtures.tree(Json.utf8("""
                [{"role":"assistant","content":"One","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"assistant","content":"Two"},{"role":"assistant","content":null,"refusal":"No"}]""")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"previous_response_id\":\"resp_1\"|previous_response_id",
                "\"conversation\":\"conv_1\"|conversation",
                "\"prompt\":{\"id\":\"p\"}|prompt",
                "\"background\":true|background",
                "\"truncation\":\"auto\"|truncation",
                "\"max_tool_calls\":2|max_tool_calls",
                "\"include\":[\"reasoning.encrypted_content\",\"file_search_call.results\"]|include[1]",
                "\"reasoning\":{\"mode\":\"pro\"}|reasoning.mode",
                "\"text\":{\"format\":{\"type\":\"grammar\"}}|text.format.type",
                "\"tool_choice\":{\"type\":\"mcp\",\"server_label\":\"s\"}|tool_choice.type",
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]|input[0].type",
                "\"input\":[{\"id\":\"x\"}]|input[0]",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}]|input[0].content[0].file_id",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_url\":\"f\"}]}]|input[0].content[0].file_url",
                "\"input\":[{\"type\":\"web_search_call\",\"id\":\"w\"}]|input[0].type"
            })
    void namesWhatCannotBeSaid(String member, String param) {
        BodyMalformed refused =
                catchThrowableOfType(BodyMalformed.class, () -> chat("{\"model\":\"m\"," + member + "}"));

        assertThat(refused.param()).isEqualTo(param);
        assertThat(refused.explanation()).contains("'" + param + "'");
    }

    @Test
    void whatAProviderSignedComesBackToIt() throws Exception {
        JsonNode chat = Fixtures.json("""
                {"id":"1","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                 "reasoning_content":"FirstSecond","thinking_blocks":[{"type":"thinking","thinking":"First","signature":"s1"},
                  {"type":"redacted_thinking","data":"hidden"},{"type":"thinking","thinking":"Second","signature":"s2"}],
                 "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}}]}""");
        ChatToEvents told = new ChatToEvents(Json.object());
        told.next(chat, null);
        told.end();
        JsonNode reasoning = told.response().path("output").get(0);

        assertThat(reasoning.path("summary")).hasSize(2);
        assertThat(reasoning.path("encrypted_content").asText())
                .startsWith("llmops1.")
                .doesNotContain("First");
        JsonNode again = chat("{\"model\":\"m\",\"input\":" + told.response().path("output") + "}")
                .at("/messages/0");
        assertThat(again.path("thinking_blocks")).isEqualTo(chat.at("/choices/0/message/thinking_blocks"));
        assertThat(again.path("tool_calls")).hasSize(1);

        ((ObjectNode) reasoning.path("summary").get(0)).put("text", "Changed");
        ((ObjectNode) reasoning).withArrayProperty("summary").remove(1);
        assertThat(chat("{\"model\":\"m\",\"input\":[" + reasoning + "]}")
                        .at("/messages/0")
                        .has("thinking_blocks"))
                .isFalse();
    }

    @Test
    void everythingATranslationSaysWasReadFromTheRequest() throws BodyMalformed {
        RequestBody chat = RESPONSES.toChat(
                RESPONSES.request(
                        Json.utf8(
                                "{\"model\":\"m\",\"input\":\"Hi\",\"instructions\":\"Be kind\",\"max_output_tokens\":9,\"stream\":true}")));

        assertThat(chat.streamed()).isTrue();
        assertThat(chat.usageWanted()).isTrue();
        assertThat(chat.maxOutputTokens()).isEqualTo(9);
        assertThat(chat.texts().stream().map(chat::text)).containsExactly("Be kind", "Hi");
    }

    private static JsonNode chat(String responses) throws BodyMalformed {
        return Fixtures.normal(ResponsesToChat.translate(Fixtures.json(responses)));
    }
}
