package org.llmops.router.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.sse.SseParser;
import org.llmops.router.sse.SseTooLong;

/** Reads a stream of server-sent events. */
public abstract class SseReader implements StreamReader {
    private static final int MAX_EVENT_BYTES = 16 << 20;

    private final List<SseEvent> events = new ArrayList<>();
    private final SseParser parser = new SseParser(MAX_EVENT_BYTES, events::add);

    /** What an event amounts to, in the format that is read; fails when it makes no sense. */
    protected abstract List<AnswerBody> event(SseEvent event) throws IOException, StreamFailed;

    @Override
    public final List<AnswerBody> read(byte[] bytes) throws IOException, StreamFailed {
        try {
            parser.feed(bytes);
        } catch (SseTooLong tooLong) {
            throw new IOException(tooLong);
        }
        List<AnswerBody> read = new ArrayList<>(events.size());
        for (SseEvent event : events) {
            if (!isComplete()) {
                read.addAll(event(event));
            }
        }
        events.clear();
        return read;
    }
}
