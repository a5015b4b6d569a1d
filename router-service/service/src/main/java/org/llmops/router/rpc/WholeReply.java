package org.llmops.router.rpc;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.MultiMap;
import java.io.IOException;
import org.llmops.router.v1.ChatResponse;
import org.llmops.router.v1.EmbedResponse;

/** Replies with one message. */
public final class WholeReply<T> implements Replies {
    private final Translation<T> translation;
    private final UniEmitter<? super T> client;

    private WholeReply(Translation<T> translation, UniEmitter<? super T> client) {
        this.translation = translation;
        this.client = client;
    }

    /** Replies with an answer. */
    public static Replies chat(UniEmitter<? super ChatResponse> client) {
        return new WholeReply<>(Answers::chat, client);
    }

    /** Replies with vectors. */
    public static Replies embeddings(UniEmitter<? super EmbedResponse> client) {
        return new WholeReply<>(Answers::embeddings, client);
    }

    @Override
    public void piece(byte[] events, MultiMap headers) {
        throw new IllegalStateException("Nobody asked for a stream");
    }

    @Override
    public void end(byte[] last, MultiMap headers) {
        try {
            client.complete(translation.of(last, headers));
        } catch (IOException malformed) {
            client.fail(malformed);
        }
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
        return false;
    }

    @Override
    public void onDrained(Runnable caughtUp) {
        caughtUp.run();
    }

    /** Makes the message of what HTTP would have sent. */
    private interface Translation<T> {
        T of(byte[] json, MultiMap headers) throws IOException;
    }
}
