package org.llmops.router.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.ScreenStreamReleased;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.chat.ChatFormat;

class AskingTest {
    private static final String FIRST = "0.CONTENT.0";
    private static final String OTHER = "1.CONTENT.0";

    private final List<ScreenStreamRequest> said = new ArrayList<>();
    private final Asking asking = new Asking(said::add);

    @Test
    void whatComesWhileAnAnswerIsAwaitedIsAskedInOneQuestion() throws IOException {
        HeldChunk one = ask(0, "one ");
        HeldChunk two = ask(0, "two ");
        HeldChunk three = ask(0, "three ");
        assertThat(asked()).containsExactly("one ");

        assertThat(hears(FIRST, "one ")).isTrue();
        assertThat(asked()).containsExactly("one ", "two three ");
        assertThat(one.isComplete()).isTrue();
        assertThat(two.isComplete() || three.isComplete()).isFalse();

        assertThat(hears(FIRST, "two three ")).isTrue();
        assertThat(told(one)).containsExactly("one ");
        assertThat(told(two)).containsExactly("two ");
        assertThat(told(three)).containsExactly("three ");
    }

    @Test
    void whatIsHeldBackComesWithTheNextPieces() throws IOException {
        HeldChunk one = ask(0, "one ");
        HeldChunk two = ask(0, "two ");
        HeldChunk three = ask(0, "three");

        hears(FIRST, "");
        hears(FIRST, "one two");

        assertThat(told(one)).isEmpty();
        assertThat(told(two)).containsExactly("one ");
        assertThat(told(three)).containsExactly("two");
    }

    @Test
    void whatIsLessThanWasAskedAboutLeavesTheLaterPiecesEmpty() throws IOException {
        ask(0, "one ");
        HeldChunk two = ask(0, "two ");
        HeldChunk three = ask(0, "three");

        hears(FIRST, "one ");
        hears(FIRST, "tw");

        assertThat(told(two)).containsExactly("tw");
        assertThat(told(three)).isEmpty();
    }

    @Test
    void noCharacterIsCutInTwo() throws IOException {
        ask(0, ".");
        HeldChunk two = ask(0, "a");
        HeldChunk three = ask(0, "b");

        hears(FIRST, ".");
        hears(FIRST, "\uD83D\uDE00b");

        assertThat(told(two)).containsExactly("\uD83D\uDE00");
        assertThat(told(three)).containsExactly("b");
    }

    @Test
    void channelsAreAskedAboutInTheOrderOfTheirFirstPiece() throws IOException {
        ask(0, "a");
        HeldChunk two = ask(1, "b");
        HeldChunk three = ask(0, "c");
        HeldChunk four = ask(1, "d");

        hears(FIRST, "a");
        assertThat(asked()).containsExactly("a", "bd", "c");

        assertThat(hears(FIRST, "c")).as("the other was asked first").isFalse();
        assertThat(hears(OTHER, "bd")).isTrue();
        assertThat(hears(FIRST, "c")).isTrue();
        assertThat(told(two)).containsExactly("b");
        assertThat(told(three)).containsExactly("c");
        assertThat(told(four)).containsExactly("d");
    }

    @Test
    void anEndIsSaidBehindAllThatCameBefore() throws IOException {
        ask(0, "a");
        HeldChunk two = ask(0, "b");
        asking.end(two, two.chunk().texts().getFirst().channel());
        asking.end();

        assertThat(asked()).containsExactly("a", "b", "end of " + FIRST, "end of ");
        hears(FIRST, "a");
        hears(FIRST, "");
        assertThat(two.isComplete()).isFalse();
        hears(FIRST, "b");
        assertThat(told(two)).containsExactly("b");
    }

    @Test
    void anAnswerThatNobodyWaitsForIsNotTaken() {
        assertThat(hears(FIRST, "a")).isFalse();
    }

    private HeldChunk ask(int choice, String text) throws IOException {
        AnswerBody body = ChatFormat.CHAT.answer("{\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"}}]}"
                .formatted(choice, text)
                .getBytes(StandardCharsets.UTF_8));
        HeldChunk chunk = new HeldChunk(body);
        asking.about(chunk, body.texts().getFirst(), text);
        return chunk;
    }

    private boolean hears(String channel, String text) {
        return asking.heard(ScreenStreamReleased.newBuilder()
                .setChannel(channel)
                .setText(text)
                .build());
    }

    private List<String> asked() {
        return said.stream()
                .map(message -> message.hasChunk()
                        ? message.getChunk().getText()
                        : "end of " + message.getEnd().getChannel())
                .toList();
    }

    private static List<String> told(HeldChunk chunk) throws IOException {
        assertThat(chunk.isComplete()).isTrue();
        StreamVoice voice = ChatFormat.CHAT.voice();
        voice.heard(chunk.chunk());
        return chunk.released(voice, new ReleasedTexts()).stream()
                .map(body -> body.text(body.texts().getFirst()))
                .toList();
    }
}
