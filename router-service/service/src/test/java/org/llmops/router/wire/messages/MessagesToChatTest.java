package org.llmops.router.wire.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

class MessagesToChatTest {
    @Test
    void saysAWholeConversation() throws Exception {
        assertThat(chat("""
                {"model":"m","max_tokens":256,"stream":true,"temperature":0.50,"top_p":0.9,"top_k":5,"stop_sequences":["END"],
                 "metadata":{"user_id":"u1","trace":"t"},"service_tier":"standard_only","context_management":{"edits":[]},
                 "thinking":{"type":"enabled","budget_tokens":2048},
                 "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
                 "system":[{"type":"text","text":"A"},{"type":"text","text":"B","cache_control":{"type":"ephemeral"}}],
                 "tools":[{"name":"f","description":"F","input_schema":{"type":"object"},"strict":true,"cache_control":{"type":"ephemeral"}},
                          {"type":"web_search_20250305","name":"web_search"}],
                 "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"look"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                    {"type":"image","source":{"type":"url","url":"https://i"}},
                    {"type":"image","source":{"type":"file","file_id":"f1"}},
                    {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"JVBE"}},
                    {"type":"document","title":"T","source":{"type":"text","media_type":"text/plain","data":"plain"}}]},
                  {"role":"assistant","content":[
                    {"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"r"},
                    {"type":"text","text":"I "},{"type":"text","text":"look"},
                    {"type":"tool_use","id":"t1","name":"f","input":{"a":1.50}},{"type":"tool_use","id":"t2","name":"g","input":{}}]},
                  {"role":"user","content":[{"type":"text","text":"go on"},
                    {"type":"tool_result","tool_use_id":"t1","content":"one"},
                    {"type":"tool_result","tool_use_id":"t2","is_error":true,"content":[{"type":"text","text":"two"},
                      {"type":"image","source":{"type":"url","url":"https://j"}}]}]},
                  {"role":"assistant","content":"Done"}]}""")).isEqualTo(json("""
                {"model":"m","max_completion_tokens":256,"stream":true,"stream_options":{"include_usage":true},
                 "temperature":0.50,"top_p":0.9,"top_k":5,"stop":["END"],"user":"u1","service_tier":"default",
                 "thinking":{"type":"enabled","budget_tokens":2048},"reasoning_effort":"medium",
                 "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}},
                 "tools":[{"type":"function","function":{"name":"f","description":"F","parameters":{"type":"object"},"strict":true},"cache_control":{"type":"ephemeral"}},
                          {"type":"web_search_20250305","name":"web_search"}],
                 "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false,
                 "messages":[
                  {"role":"system","content":[{"type":"text","text":"A"},{"type":"text","text":"B","cache_control":{"type":"ephemeral"}}]},
                  {"role":"user","content":[{"type":"text","text":"look"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
                    {"type":"image_url","image_url":{"url":"https://i"}},
                    {"type":"file","file":{"file_id":"f1"}},
                    {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBE"}},
                    {"type":"text","text":"T\\n\\nplain"}]},
                  {"role":"assistant","content":"I look","reasoning_content":"hm",
                   "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"r"}],
                   "tool_calls":[{"type":"function","id":"t1","function":{"name":"f","arguments":"{\\"a\\":1.50}"}},
                                 {"type":"function","id":"t2","function":{"name":"g","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"t1","content":"one"},
                  {"role":"tool","tool_call_id":"t2","content":"two","is_error":true},
                  {"role":"user","content":[{"type":"text","text":"The result of the tool call t2 contains:"},
                    {"type":"image_url","image_url":{"url":"https://j"}},{"type":"text","text":"go on"}]},
                  {"role":"assistant","content":"Done"}]}"""));
    }

    @Test
    void aUsersNameIsNoLongerThanOpenAiTakes() throws Exception {
        String user = chat("{\"max_tokens\":1,\"messages\":[],\"metadata\":{\"user_id\":\"" + "u".repeat(200) + "\"}}")
                .path("user")
                .asText();

        assertThat(user).hasSize(64).matches("[0-9a-f]+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"mcp_servers\":[],\"messages\":[]|mcp_servers",
                "\"container\":\"c\",\"messages\":[]|container",
                "\"invented\":1,\"messages\":[]|invented",
                "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"server_tool_use\",\"id\":\"1\"}]}]|messages[0].content",
                "\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"url\"}}]}]|messages[1].content",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"citations\":{\"enabled\":true},\"source\":{\"type\":\"text\"}}]}]|messages[0].content",
            })
    void namesWhatCannotBeSaid(String members, String param) {
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> chat("{\"max_tokens\":1," + members + "}"))
                        .param())
                .isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}|low",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":5000}|high",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":30000}|xhigh",
                "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}|xhigh",
                "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"low\"}|",
                "\"thinking\":{\"type\":\"adaptive\"}|",
            })
    void budgetsOfThoughtHaveAWord(String thinking, String effort) throws Exception {
        assertThat(chat("{\"max_tokens\":1,\"messages\":[]," + thinking + "}")
                        .path("reasoning_effort")
                        .asText(""))
                .isEqualTo(effort == null ? "" : effort);
    }

    private static JsonNode chat(String request) throws Exception {
        return Json.tree(MessagesFormat.MESSAGES
                .toChat(MessagesFormat.MESSAGES.request(request.getBytes(StandardCharsets.UTF_8)))
                .bytes());
    }

    private static JsonNode json(String text) throws Exception {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8));
    }
}
