package org.llmops.guardrail;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.GuardrailServiceGrpc.GuardrailServiceStub;
import org.llmops.guardrail.v1.Replacement;
import org.llmops.guardrail.v1.ScreenStreamChunk;
import org.llmops.guardrail.v1.ScreenStreamEnd;
import org.llmops.guardrail.v1.ScreenStreamOpen;
import org.llmops.guardrail.v1.ScreenStreamReleased;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.guardrail.v1.ScreenStreamVerdict;

/** One stream, asked and answered message by message. */
final class Stream {
    private static final Object COMPLETED = new Object();

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final StreamObserver<ScreenStreamRequest> requests;

    Stream(GuardrailServiceStub stub) {
        requests = stub.screenStream(new StreamObserver<>() {
            @Override
            public void onNext(ScreenStreamResponse response) {
                answers.add(response);
            }

            @Override
            public void onError(Throwable failure) {
                answers.add(failure);
            }

            @Override
            public void onCompleted() {
                answers.add(COMPLETED);
            }
        });
    }

    Stream open(Direction direction, Replacement... replacements) {
        ScreenStreamOpen.Builder open = ScreenStreamOpen.newBuilder().setDirection(direction);
        for (Replacement replacement : replacements) {
            open.addReplacements(replacement);
        }
        requests.onNext(ScreenStreamRequest.newBuilder().setOpen(open).build());
        return this;
    }

    /** As part of a call that has a name. */
    Stream open(Direction direction, String call) {
        requests.onNext(ScreenStreamRequest.newBuilder()
                .setOpen(ScreenStreamOpen.newBuilder().setDirection(direction).setCallId(call))
                .build());
        return this;
    }

    Stream send(String channel, String text) {
        requests.onNext(ScreenStreamRequest.newBuilder()
                .setChunk(ScreenStreamChunk.newBuilder().setChannel(channel).setText(text))
                .build());
        return this;
    }

    Stream end(String channel) {
        requests.onNext(ScreenStreamRequest.newBuilder()
                .setEnd(ScreenStreamEnd.newBuilder().setChannel(channel))
                .build());
        return this;
    }

    Stream close() {
        requests.onCompleted();
        return this;
    }

    ScreenStreamReleased released() {
        return response().getReleased();
    }

    /** What one more piece lets out. */
    String releasedAfter(String channel, String text) {
        return send(channel, text).released().getText();
    }

    ScreenStreamVerdict verdict() {
        return response().getVerdict();
    }

    boolean isCompleted() {
        return next() == COMPLETED;
    }

    Throwable failure() {
        return (Throwable) next();
    }

    /** The next released text, or whatever else came instead of one. */
    Object any() {
        Object next = next();
        return next instanceof ScreenStreamResponse response && response.hasReleased()
                ? response.getReleased().getText()
                : next;
    }

    private ScreenStreamResponse response() {
        Object next = next();
        if (next instanceof ScreenStreamResponse response) {
            return response;
        }
        throw new AssertionError("Expected an answer, got " + next);
    }

    private Object next() {
        try {
            Object next = answers.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No answer within 20 s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
