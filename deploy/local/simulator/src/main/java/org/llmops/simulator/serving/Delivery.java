package org.llmops.simulator.serving;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import org.llmops.simulator.inspecting.ReceivedRequest;

/**
 * Writes one answer at its pace and stops as soon as the client is gone. Every frame is a write of its own outside of
 * the connection's read loop, which Vert.x flushes at once, and the sockets have TCP_NODELAY by default.
 */
final class Delivery {

    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    /** A client that hears of the cut together with the first words may throw those away. */
    private static final long CUT_AFTER_MS = 50;

    private final Context context;
    private final HttpServerResponse response;
    private final ReceivedRequest received;
    private final Script script;
    private final Pace pace;
    private final long startNanos = System.nanoTime();
    private int written;
    private long tokens;

    Delivery(Context context, HttpServerResponse response, ReceivedRequest received, Script script, Pace pace) {
        this.context = context;
        this.response = response;
        this.received = received;
        this.script = script;
        this.pace = pace;
    }

    void start() {
        response.setChunked(!inOnePiece());
        context.runOnContext(ignored -> advance());
    }

    private void advance() {
        while (written < script.frames().size()) {
            if (gone()) {
                return;
            }
            Frame frame = script.frames().get(written);
            long waitNanos = startNanos + pace.dueNanos(tokens + frame.tokens()) - System.nanoTime();
            if (waitNanos > 0) {
                context.owner().setTimer(Math.ceilDiv(waitNanos, NANOS_PER_MILLISECOND), ignored -> advance());
                return;
            }
            if (response.writeQueueFull()) {
                response.drainHandler(ignored -> resume());
                return;
            }
            write(frame);
        }
        end();
    }

    private void resume() {
        response.drainHandler(null);
        advance();
    }

    private boolean inOnePiece() {
        return !script.streamed() && script.ending() == Script.Ending.COMPLETE;
    }

    private boolean gone() {
        return response.closed() || response.ended();
    }

    private void write(Frame frame) {
        tokens += frame.tokens();
        written++;
        received.wrote();
        if (inOnePiece()) {
            response.end(frame.bytes());
        } else {
            response.write(frame.bytes());
        }
    }

    private void end() {
        switch (script.ending()) {
            case COMPLETE -> {
                received.completed();
                if (!response.ended()) {
                    response.end();
                }
            }
            case CUT -> {
                received.cut();
                context.owner().setTimer(CUT_AFTER_MS, ignored -> response.reset());
            }
            case SILENT -> {
                // the client's leaving ends it
            }
        }
    }
}
