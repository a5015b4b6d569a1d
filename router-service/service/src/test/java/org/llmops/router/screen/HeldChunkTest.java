package org.llmops.router.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.chat.ChatFormat;

class HeldChunkTest {
    private static final Channel CONTENT = new Channel(0, Channel.Part.CONTENT, 0);

    @Test
    void waitsForEveryTextAndReplacesOnlyThem() throws IOException {
        AnswerBody chunk = scan(
                "{\"id\":\"c\", \"choices\":[{\"index\":0,\"delta\":{\"content\":\"a b\",\"x\":1.0},\"logprobs\":{\"content\":[]}}]}");
        HeldChunk held = awaiting(chunk);

        assertThat(held.isComplete()).isFalse();
        held.released(held.chunk().texts().getFirst(), "a ");
        assertThat(held.isComplete()).isTrue();
        assertThat(texts(released(held)))
                .containsExactly(
                        "{\"id\":\"c\", \"choices\":[{\"index\":0,\"delta\":{\"content\":\"a \",\"x\":1.0},\"logprobs\":null}]}");
    }

    @Test
    void aChunkOfWhichNothingIsLeftIsNotSent() throws IOException {
        HeldChunk held = awaiting(scan("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}"));
        held.released(held.chunk().texts().getFirst(), "");

        assertThat(released(held)).isEmpty();
    }

    @Test
    void whatWasHeldBackComesBeforeTheEnd() throws IOException {
        HeldChunk held = new HeldChunk(scan(
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}"));
        held.await();
        held.releasedAtEnd(CONTENT, "tail");

        assertThat(texts(released(held)))
                .containsExactly(
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"tail\"},\"finish_reason\":null}]}",
                        "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}");
    }

    @Test
    void textAndEndInOneChunkStayInOneChunk() throws IOException {
        AnswerBody chunk =
                scan("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a b\"},\"finish_reason\":\"stop\"}]}");
        HeldChunk held = awaiting(chunk);
        held.await();
        held.released(chunk.texts().getFirst(), "a ");
        held.releasedAtEnd(CONTENT, "b");

        assertThat(texts(released(held)))
                .containsExactly(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a b\"},\"finish_reason\":\"stop\"}]}");
    }

    @Test
    void argumentsOfToolsAreHeldBackLikeTexts() throws IOException {
        Channel arguments = new Channel(0, Channel.Part.ARGUMENTS, 2);
        HeldChunk held =
                new HeldChunk(scan("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}"));
        held.await();
        held.releasedAtEnd(arguments, "}");

        assertThat(texts(released(held)).getFirst())
                .isEqualTo(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":2,\"function\":{\"arguments\":\"}\"}}]},\"finish_reason\":null}]}");
    }

    private static List<AnswerBody> released(HeldChunk held) throws IOException {
        StreamVoice voice = ChatFormat.CHAT.voice();
        voice.heard(held.chunk());
        return held.released(voice, new ReleasedTexts());
    }

    private static HeldChunk awaiting(AnswerBody chunk) {
        HeldChunk held = new HeldChunk(chunk);
        chunk.texts().forEach(text -> held.await());
        return held;
    }

    private static List<String> texts(List<AnswerBody> chunks) {
        return chunks.stream()
                .map(chunk -> new String(chunk.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static AnswerBody scan(String chunk) throws IOException {
        return ChatFormat.CHAT.answer(chunk.getBytes(StandardCharsets.UTF_8));
    }
}
