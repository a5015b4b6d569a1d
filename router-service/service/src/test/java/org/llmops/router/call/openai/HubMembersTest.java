package org.llmops.router.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.Json;
import org.llmops.router.wire.chat.ChatFormat;

class HubMembersTest {
    private static final String TRANSLATED = """
            {"model":"m","top_k":5,"thinking":{"type":"enabled"},"cache_control":{"type":"ephemeral"},
             "messages":[
              {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]},
              {"role":"assistant","content":null,"reasoning_content":"hm","thinking_blocks":[{"type":"thinking"}],
               "tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"},"cache_control":{"type":"ephemeral"}}]},
              {"role":"tool","tool_call_id":"t","content":"x","is_error":true}],
             "tools":[{"type":"function","function":{"name":"f"},"cache_control":{"type":"ephemeral"}}]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.openai.com/v1||",
                "https://openrouter.ai/api/v1|\"top_k\":5,|,\"cache_control\":{\"type\":\"ephemeral\"}",
                "http://127.0.0.1:8000/v1|\"top_k\":5,|",
            })
    void aProviderSeesOnlyTheMembersItMayKnow(String baseUrl, String topK, String hint) throws Exception {
        String kept = hint == null ? "" : hint;

        byte[] request = new OpenAiDialect(Hosting.OPENAI)
                .fromHub(ChatFormat.CHAT.request(TRANSLATED.getBytes(StandardCharsets.UTF_8)), Targets.of(baseUrl, "m"))
                .bytes();

        assertThat(Json.tree(request)).isEqualTo(Json.tree(Json.utf8("""
                {"model":"m",%1$s
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"a"%2$s}]},
                  {"role":"assistant","content":null,"reasoning_content":"hm",
                   "tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}%2$s}]},
                  {"role":"tool","tool_call_id":"t","content":"x"}],
                 "tools":[{"type":"function","function":{"name":"f"}%2$s}]}""".formatted(topK == null ? "" : topK, kept))));
    }
}
