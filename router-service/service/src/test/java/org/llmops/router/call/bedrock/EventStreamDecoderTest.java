package org.llmops.router.call.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamDecoderTest {
    private static final byte[] STREAM = new EventFrames()
            .event("messageStart", "{\"role\":\"assistant\"}")
            .event("contentBlockDelta", "{\"delta\":{\"text\":\"grüße\"}}")
            .exception("throttlingException", "{}")
            .bytes();

    @Test
    void readsTheSameMessagesForEverySplitOfTheBytes() throws IOException {
        List<String> whole = told(STREAM);
        assertThat(whole)
                .containsExactly(
                        "event messageStart {\"role\":\"assistant\"}",
                        "event contentBlockDelta {\"delta\":{\"text\":\"grüße\"}}",
                        "exception  {}");

        for (int cut = 0; cut <= STREAM.length; cut++) {
            assertThat(told(Arrays.copyOfRange(STREAM, 0, cut), Arrays.copyOfRange(STREAM, cut, STREAM.length)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        byte[][] single = new byte[STREAM.length][];
        for (int i = 0; i < STREAM.length; i++) {
            single[i] = new byte[] {STREAM[i]};
        }
        assertThat(told(single)).isEqualTo(whole);
    }

    /** One flipped bit is noticed wherever it is. */
    @Test
    void noticesEveryDamage() {
        for (int at = 0; at < STREAM.length; at++) {
            byte[] damaged = STREAM.clone();
            damaged[at] ^= 0x10;

            assertThatIOException().as("byte %d", at).isThrownBy(() -> new EventStreamDecoder().feed(damaged));
        }
    }

    /** Empty payload and no headers, from AWS's description of the encoding: sixteen bytes. */
    @Test
    void readsTheSmallestMessage() throws IOException {
        byte[] smallest = HexFormat.of().parseHex("000000100000000005c248eb7d98c8ff");

        assertThat(new EventStreamDecoder().feed(smallest)).singleElement().satisfies(message -> {
            assertThat(message.headers()).isEmpty();
            assertThat(message.payload()).isEmpty();
        });
    }

    @Test
    void failsOnRubbishInsteadOfWaitingForMore() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] rubbish = new byte[12 + random.nextInt(100)];
            random.nextBytes(rubbish);

            assertThatIOException().isThrownBy(() -> new EventStreamDecoder().feed(rubbish));
        }
    }

    private static List<String> told(byte[]... pieces) throws IOException {
        EventStreamDecoder decoder = new EventStreamDecoder();
        List<String> told = new ArrayList<>();
        for (byte[] piece : pieces) {
            for (EventMessage message : decoder.feed(piece)) {
                told.add(message.header(":message-type") + " " + message.header(":event-type") + " "
                        + new String(message.payload(), StandardCharsets.UTF_8));
            }
        }
        return told;
    }
}
