package org.llmops.router.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SseParserTest {
    private static final String STREAM = "\uFEFF: hello\r\n\r\ndata: one\r\n\r\n" // comment, then CRLF
            + "event: delta\ndata:two\ndata:  lines\nid: 7\nretry: 1\n\n"
            + "data\rdata: \r\r" // CR alone; fields without and with an empty value
            + "event: lost\n\n" // no data: no event
            + "unknown: x\ndata: zwölf 😀\n\n"
            + "data: [DONE]\n\n"
            + "data: never dispatched\n";

    private static final List<String> EVENTS =
            List.of("message|one", "delta|two\n lines", "message|\n", "message|zwölf 😀", "message|[DONE]");

    @Test
    void readsTheSameEventsHoweverTheBytesAreCut() throws SseTooLong {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            assertThat(events(bytes, first)).as("cut after %s bytes", first).isEqualTo(EVENTS);
        }
    }

    @Test
    void readsTheSameEventsByteByByteAndInRandomPieces() throws SseTooLong {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            List<Integer> cuts = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += 1 + random.nextInt(round % 20 + 1)) {
                cuts.add(at);
            }
            assertThat(events(bytes, cuts.stream().mapToInt(Integer::intValue).toArray()))
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void knowsTheEndOfAStream() throws SseTooLong {
        List<SseEvent> events = new ArrayList<>();
        new SseParser(1_000, events::add).feed("data: [DONE]\n\ndata: [DONE] \n\n".getBytes(StandardCharsets.UTF_8));

        assertThat(events).extracting(SseEvent::isDone).containsExactly(true, false);
    }

    @Test
    void waitsForNoEndlessLineOrEvent() {
        byte[] line = ("data: " + "x".repeat(100)).getBytes(StandardCharsets.UTF_8);
        byte[] lines = "data: 0123456789\n".repeat(10).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(SseTooLong.class).isThrownBy(() -> new SseParser(64, event -> {}).feed(line));
        assertThatExceptionOfType(SseTooLong.class).isThrownBy(() -> new SseParser(64, event -> {}).feed(lines));
    }

    @Test
    void whatIsWrittenCanBeRead() throws SseTooLong {
        List<SseEvent> events = new ArrayList<>();
        byte[] json = "{\n  \"a\": 1\n}".getBytes(StandardCharsets.UTF_8);
        new SseParser(1_000, events::add).feed(Sse.data(json).getBytes());

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.data()).isEqualTo(json));
    }

    private static List<String> events(byte[] bytes, int... cuts) throws SseTooLong {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(
                1_000, event -> events.add(event.type() + "|" + new String(event.data(), StandardCharsets.UTF_8)));
        int start = 0;
        for (int cut : cuts) {
            parser.feed(Arrays.copyOfRange(bytes, start, cut));
            start = cut;
        }
        parser.feed(Arrays.copyOfRange(bytes, start, bytes.length));
        return events;
    }
}
