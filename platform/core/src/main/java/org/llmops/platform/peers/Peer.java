package org.llmops.platform.peers;

import io.grpc.MethodDescriptor;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Another service of the suite, for calls so frequent that their own cost counts. Each event loop has connections of its
 * own: no call changes threads here, and the event loops over there get their share.
 */
public final class Peer {
    private final Map<EventLoop, Connections> connections;
    private final Line line;

    Peer(Map<EventLoop, Connections> connections, Line line) {
        this.connections = connections;
        this.line = line;
    }

    /**
     * Asks with this service's token and hears the one answer, on the given context.
     *
     * @return fails with a {@link io.grpc.StatusRuntimeException}, {@code DEADLINE_EXCEEDED} when there is no answer in time
     */
    public <Q, A> Future<A> ask(
            Context context, MethodDescriptor<Q, A> method, WorkspaceId workspace, Q question, Duration deadline) {
        ContextInternal here = (ContextInternal) context;
        Question<Q, A> asked = new Question<>(here, workspace, question);
        if (Vertx.currentContext() == context) {
            ask(asked, here, method, deadline);
        } else {
            context.runOnContext(there -> ask(asked, here, method, deadline));
        }
        return asked.answer();
    }

    private <Q, A> void ask(
            Question<Q, A> asked, ContextInternal here, MethodDescriptor<Q, A> method, Duration deadline) {
        asked.ask(line, own(here).next(), method, deadline);
    }

    /**
     * Begins a conversation with this service's token, to be held on the given context.
     *
     * @param workspace absent when what is said names its own
     * @param heard told of each message of the peer, on that context
     */
    public <Q, A> Conversation<Q, A> converse(
            Context context, MethodDescriptor<Q, A> method, @Nullable WorkspaceId workspace, Handler<A> heard) {
        ContextInternal here = (ContextInternal) context;
        Conversation<Q, A> begun = new Conversation<>(here, workspace, heard);
        if (Vertx.currentContext() == context) {
            begun.begin(line, own(here).next(), method);
        } else {
            context.runOnContext(there -> begun.begin(line, own(here).next(), method));
        }
        return begun;
    }

    private Connections own(ContextInternal here) {
        return Objects.requireNonNull(connections.get(here.nettyEventLoop()), "Not one of our event loops");
    }
}
