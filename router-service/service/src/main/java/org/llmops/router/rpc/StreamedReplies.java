package org.llmops.router.rpc;

import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.sse.SseParser;
import org.llmops.router.sse.SseTooLong;
import org.llmops.router.v1.ChatStreamResponse;
import org.llmops.router.wire.chat.ChatFormat;

/** Replies with one message for each chunk, no faster than the client takes them. */
public final class StreamedReplies implements Replies {
    private static final int MAX_EVENT_BYTES = 32 << 20;
    private static final int INTERNAL = 500;

    private final MultiEmitter<? super ChatStreamResponse> client;
    private final SseParser events = new SseParser(MAX_EVENT_BYTES, this::event);
    private MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private @Nullable Runnable caughtUp;

    /**
     * @param context the call's event loop
     */
    public StreamedReplies(MultiEmitter<? super ChatStreamResponse> client, Context context) {
        this.client = client;
        client.onRequest(wanted -> context.runOnContext(now -> drained()));
    }

    @Override
    public void piece(byte[] bytes, MultiMap told) {
        headers = told;
        try {
            events.feed(bytes);
        } catch (SseTooLong tooLong) {
            client.fail(tooLong);
        }
    }

    private void event(SseEvent event) {
        if (event.isDone()) {
            return;
        }
        try {
            AnswerBody chunk = ChatFormat.CHAT.event("", event.data());
            if (chunk.failed()) {
                client.fail(RpcErrors.of(INTERNAL, event.data()));
            } else {
                client.emit(Answers.piece(event.data(), headers));
            }
        } catch (IOException malformed) {
            client.fail(malformed);
        }
    }

    @Override
    public void end(byte[] last, MultiMap told) {
        client.complete();
    }

    @Override
    public void refused(int httpStatus, byte[] error) {
        client.fail(RpcErrors.of(httpStatus, error));
    }

    @Override
    public void broken() {
        client.fail(RpcErrors.brokenOff());
    }

    @Override
    public boolean isFull() {
        return client.requested() == 0;
    }

    @Override
    public void onDrained(Runnable then) {
        caughtUp = then;
        if (!isFull()) {
            drained();
        }
    }

    private void drained() {
        Runnable waiting = caughtUp;
        caughtUp = null;
        if (waiting != null) {
            waiting.run();
        }
    }
}
