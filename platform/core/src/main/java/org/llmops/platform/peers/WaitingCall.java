package org.llmops.platform.peers;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A gRPC call that starts once its headers are complete. What is asked of it before is done then, in order. */
class WaitingCall<Q, A> extends ClientCall<Q, A> {
    private final ClientCall<Q, A> call;
    private final Uni<Consumer<Metadata>> credentials;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean started;
    private boolean over;

    WaitingCall(ClientCall<Q, A> call, Uni<Consumer<Metadata>> credentials) {
        this.call = call;
        this.credentials = credentials;
    }

    /** The call goes on in the Vert.x context it was made in, not in that of whoever brings the token. */
    @Override
    public void start(Listener<A> listener, Metadata headers) {
        Context context = Vertx.currentContext();
        credentials
                .subscribe()
                .with(
                        complete -> in(context, () -> {
                            complete.accept(headers);
                            begin(listener, headers);
                        }),
                        failure -> in(context, () -> fail(listener, failure)));
    }

    private synchronized void begin(Listener<A> listener, Metadata headers) {
        if (over) {
            return;
        }
        call.start(listener, headers);
        waiting.forEach(Runnable::run);
        waiting.clear();
        started = true;
    }

    private synchronized void fail(Listener<A> listener, Throwable failure) {
        if (!over) {
            over = true;
            Status status = Status.UNAVAILABLE
                    .withDescription("Keycloak gave no token for this service")
                    .withCause(failure);
            listener.onClose(status, new Metadata());
        }
    }

    private synchronized void soon(Runnable action) {
        if (started) {
            action.run();
        } else if (!over) {
            waiting.add(action);
        }
    }

    private static void in(@Nullable Context context, Runnable action) {
        if (context == null) {
            action.run();
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }

    @Override
    public void request(int messages) {
        soon(() -> call.request(messages));
    }

    @Override
    public void sendMessage(Q message) {
        soon(() -> call.sendMessage(message));
    }

    @Override
    public void halfClose() {
        soon(call::halfClose);
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        soon(() -> call.setMessageCompression(enabled));
    }

    @Override
    public synchronized void cancel(@Nullable String message, @Nullable Throwable cause) {
        if (started) {
            call.cancel(message, cause);
        } else {
            over = true;
        }
    }
}
