package org.llmops.router.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Finish;
import org.llmops.router.body.Json;

class ChatAnswerTest {
    private static final List<String> CHUNKS = List.of("""
            {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","obfuscation":"x","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"finish_reason":null}]}""", """
            {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":1,"delta":{"role":"assistant","content":"Bye"}}]}""", """
            {"id":"c1","choices":[{"delta":{"content":"Hel"},"index":0,"logprobs":{"content":[{"token":"Hel"}]}}]}""", """
            {"id":"c1","choices":[{"index":0,"delta":{"content":"lo","reasoning_content":"hm"},"logprobs":{"content":[{"token":"lo"}]}}]}""", """
            {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"t1","type":"function","function":{"name":"f","arguments":""}}]}}]}""", """
            {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"function":{"arguments":"{}"},"index":1},{"index":0,"id":"t0","function":{"name":"g","arguments":"[]"}}]}}]}""", """
            {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"},{"index":1,"delta":{},"finish_reason":"stop"}]}""", """
            {"id":"c1","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}""");

    @Test
    void putsChunksTogether() throws IOException {
        byte[] whole =
                AnswerAssembly.of(CHUNKS.stream().map(ChatAnswerTest::bytes).toList());

        assertThat(Json.tree(whole)).isEqualTo(Json.tree(bytes("""
                                        {"id":"c1","object":"chat.completion","created":1,"model":"m",
                                         "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,
                                                  "prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}},
                                         "choices":[
                                           {"index":0,"finish_reason":"tool_calls","logprobs":{"content":[{"token":"Hel"},{"token":"lo"}]},
                                            "message":{"role":"assistant","content":"Hello","refusal":null,"reasoning_content":"hm","tool_calls":[
                                              {"id":"t0","function":{"name":"g","arguments":"[]"}},
                                              {"id":"t1","type":"function","function":{"name":"f","arguments":"{}"}}]}},
                                           {"index":1,"finish_reason":"stop","message":{"role":"assistant","content":"Bye"}}]}""")));
    }

    /** A remembered answer can be streamed: put together again it is the same. */
    @Test
    void cuttingAndPuttingTogetherIsTheIdentity() throws IOException {
        byte[] whole =
                AnswerAssembly.of(CHUNKS.stream().map(ChatAnswerTest::bytes).toList());

        assertThat(Json.tree(AnswerAssembly.of(AnswerChunks.of(whole, true)))).isEqualTo(Json.tree(whole));
    }

    @Test
    void cutsWithoutUsageWhenItIsNotWanted() throws IOException {
        byte[] whole =
                AnswerAssembly.of(CHUNKS.stream().map(ChatAnswerTest::bytes).toList());

        assertThat(AnswerChunks.of(whole, false)).noneMatch(chunk -> scan(chunk).onlyUsage());
        assertThat(AnswerChunks.of(whole, true))
                .last()
                .matches(chunk -> scan(chunk).onlyUsage());
    }

    @Test
    void findsTextsWithTheirChannelsWhereverTheIndexStands() {
        assertThat(channels(CHUNKS.get(2))).containsExactly("0.CONTENT.0=Hel");
        assertThat(channels(CHUNKS.get(1))).containsExactly("1.CONTENT.0=Bye");
        assertThat(channels(CHUNKS.get(5))).containsExactly("0.ARGUMENTS.1={}", "0.ARGUMENTS.0=[]");
    }

    @Test
    void knowsWhatIsContent() {
        assertThat(CHUNKS.stream().map(chunk -> scan(bytes(chunk)).hasContent()))
                .containsExactly(false, true, true, true, true, true, true, false);
    }

    @Test
    void readsUsageAndEnds() {
        assertThat(scan(bytes(CHUNKS.get(7))).tokens()).hasValueSatisfying(usage -> {
            assertThat(usage.input()).isEqualTo(10);
            assertThat(usage.plainInput()).isEqualTo(6);
            assertThat(usage.cacheRead()).isEqualTo(4);
            assertThat(usage.output()).isEqualTo(5);
            assertThat(usage.reasoning()).isEqualTo(2);
        });
        assertThat(scan(bytes(CHUNKS.get(6))).finishes())
                .extracting(Finish::choice, Finish::reason)
                .containsExactly(tuple(0, "tool_calls"), tuple(1, "stop"));
    }

    @Test
    void tellsErrorsFromAnswers() {
        assertThat(scan(bytes("{\"error\":{\"message\":\"m\"}}")).failed()).isTrue();
        assertThat(scan(bytes("{\"error\":null,\"choices\":[]}")).failed()).isFalse();
        assertThatIOException().isThrownBy(() -> ChatFormat.CHAT.answer(bytes("{\"choices\":[")));
        assertThatIOException().isThrownBy(() -> ChatFormat.CHAT.answer(bytes("oops")));
    }

    private static Stream<String> channels(String chunk) {
        AnswerBody body = scan(bytes(chunk));
        return body.texts().stream().map(text -> text.channel().id() + "=" + body.text(text));
    }

    private static AnswerBody scan(byte[] chunk) {
        try {
            return ChatFormat.CHAT.answer(chunk);
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
