package org.llmops.router.wire.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;

class MessagesRequestTest {
    private static final String REQUEST = """
             {"model":"claude","max_tokens" : 7,"stream":true,"unknown":{"text":"no"},"metadata":{"user_id":"u","n":1},
              "system":[{"type":"text","text":"sys","cache_control":{"type":"ephemeral"}}],
              "messages":[
               {"content":[{"type":"text","text":"h\\u00e9"},
                 {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                 {"type":"document","title":"T","context":"C","source":{"data":"plain","media_type":"text/plain","type":"text"}},
                 {"type":"document","source":{"type":"content","content":[{"type":"text","text":"inner"}]}},
                 {"type":"search_result","source":"https://x","title":"S","content":[{"type":"text","text":"found"}]}],"role":"user"},
               {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"redacted_thinking","data":"x"},
                 {"type":"text","text":"said","citations":[{"type":"char_location","cited_text":"quote","document_index":0}]},
                 {"type":"tool_use","id":"t1","name":"f","input":{"a":["deep",1],"b":{"c":"arg"}}}]},
               {"role":"user","content":[{"content":"42","tool_use_id":"t1","type":"tool_result"},
                 {"type":"tool_result","tool_use_id":"t2","is_error":true,"content":[{"type":"text","text":"bad"},{"type":"image","source":{"type":"url","url":"https://i"}}]}]},
               {"role":"system","content":"late"}]}""";

    @Test
    void findsWhatTheRouterMustKnow() throws BodyMalformed {
        RequestBody body = MessagesFormat.MESSAGES.request(bytes(REQUEST));

        assertThat(body.model()).isEqualTo("claude");
        assertThat(body.streamed()).isTrue();
        assertThat(body.maxOutputTokens()).isEqualTo(7);
        assertThat(body.endUser()).isEqualTo("u");
        assertThat(body.messages()).isEqualTo(4);
        assertThat(body.texts().stream().map(text -> text.source() + ":" + body.text(text)))
                .containsExactly(
                        "SYSTEM:sys",
                        "USER:hé",
                        "USER:T",
                        "USER:C",
                        "USER:plain",
                        "USER:inner",
                        "USER:S",
                        "USER:found",
                        "REASONING:hm",
                        "ASSISTANT:said",
                        "ASSISTANT:quote",
                        "TOOL_ARGUMENTS:deep",
                        "TOOL_ARGUMENTS:arg",
                        "TOOL_RESULT:42",
                        "TOOL_RESULT:bad",
                        "SYSTEM:late");
        assertThat(body.media().stream()
                        .map(span -> new String(body.bytes(), span.start(), span.bytes(), StandardCharsets.UTF_8)))
                .containsExactly(
                        "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}",
                        "{\"type\":\"url\",\"url\":\"https://i\"}");
    }

    @Test
    void replacingEveryTextByItselfChangesNoMeaning() throws Exception {
        RequestBody body = MessagesFormat.MESSAGES.request(bytes(REQUEST));
        Splice edits = body.edit();
        body.texts().forEach(text -> edits.replace(text.span(), Json.quoted(body.text(text))));

        assertThat(body.edit().bytes()).isSameAs(body.bytes());
        assertThat(Json.tree(edits.bytes())).isEqualTo(Json.tree(bytes(REQUEST)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"x\",\"messages\":[]}|max_tokens",
                "{\"max_tokens\":-1,\"messages\":[]}|max_tokens",
                "{\"max_tokens\":1,\"messages\":{}}|messages",
                "{\"max_tokens\":1,\"messages\":[1]}|messages[0]",
                "{\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":3}]}|messages[0].content",
                "{\"max_tokens\":1,\"messages\":[{\"role\":1}]}|messages[0].role",
                "{\"max_tokens\":1,\"system\":7}|system",
                "{\"max_tokens\":1,\"metadata\":[]}|metadata",
                "{\"max_tokens\":1,\"stream\":\"yes\"}|stream",
            })
    void namesWhatIsWrong(String request, String param) {
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> MessagesFormat.MESSAGES.request(bytes(request)))
                        .param())
                .isEqualTo(param);
    }

    @Test
    void aCountNeedsNoBoundAndNeitherDoesAPrompt() throws BodyMalformed {
        assertThat(MessagesFormat.COUNTED.request(bytes("{\"messages\":[]}")).maxOutputTokens())
                .isZero();
        assertThat(MessagesFormat.MESSAGES
                        .request(bytes("{\"prompt\":{\"id\":\"p\"}}"))
                        .maxOutputTokens())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]}|"
                        + "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"user\",\"content\":\"b\"}]}|"
                        + "{\"system\":[{\"type\":\"text\",\"text\":\"be\"}]}",
                "{\"system\":\"own\",\"messages\":[ ]}|"
                        + "{\"system\":[{\"type\":\"text\",\"text\":\"be\"},{\"type\":\"text\",\"text\":\"own\"}],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}|{}",
                "{\"system\":[{\"type\":\"text\",\"text\":\"own\"}]}|"
                        + "{\"system\":[{\"type\":\"text\",\"text\":\"be\"},{\"type\":\"text\",\"text\":\"own\"}]}|"
                        + "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"system\":[ ],\"x\":1}|{\"system\":[{\"type\":\"text\",\"text\":\"be\"}],\"x\":1}|"
                        + "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
            })
    void aPromptStandsBeforeTheClientsOwnWords(String request, String edited, String added) throws Exception {
        RequestBody body = MessagesFormat.COUNTED.request(bytes(request));
        Splice edits = body.edit();

        ObjectNode members = MessagesFormat.COUNTED.preface(
                body,
                edits,
                List.of(
                        Json.object().put("role", "system").put("content", "be"),
                        Json.object().put("role", "user").put("content", "hi")));

        assertThat(Json.tree(edits.bytes())).isEqualTo(Json.tree(bytes(edited)));
        assertThat(members).isEqualTo(Json.tree(bytes(added)));
    }

    @Test
    void aPromptsSettingsAreToldInThisFormatsWords() throws Exception {
        ObjectNode settings = (ObjectNode) Json.tree(bytes("""
                {"model":"claude-opus-4-1","max_completion_tokens":5000,"temperature":1.5,"stop":"END","seed":1,"reasoning_effort":"low",
                 "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required","parallel_tool_calls":false,"top_k":3}"""));

        assertThat(Json.tree(Json.bytes(MessagesFormat.MESSAGES.settings(settings))))
                .isEqualTo(Json.tree(bytes("""
                {"model":"claude-opus-4-1","max_tokens":5000,"temperature":1,"stop_sequences":["END"],"top_k":3,
                 "thinking":{"type":"enabled","budget_tokens":1024},
                 "tools":[{"name":"f","input_schema":{"type":"object","properties":{}}}],
                 "tool_choice":{"type":"any","disable_parallel_tool_use":true}}""")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
