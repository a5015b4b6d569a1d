package org.llmops.router.call;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;

/** A stream from a provider. What comes before the first content waits, and is forgotten when the attempt fails. */
final class RunningAnswer implements AnswerFlow {
    private static final long HANG_UP_AFTER_MS = 2_000;

    private final Attempt attempt;
    private final HttpClientResponse response;
    private final StreamReader reader;
    private final ArrayDeque<AnswerBody> backlog = new ArrayDeque<>();
    private final Promise<Void> done = Promise.promise();
    private @Nullable AnswerSink sink;
    private @Nullable AttemptFailed failed;
    private boolean finishSeen;
    private boolean complete;
    private boolean abandoned;
    private boolean paused;

    RunningAnswer(Attempt attempt, HttpClientResponse response, StreamReader reader) {
        this.attempt = attempt;
        this.response = response;
        this.reader = reader;
    }

    void listen() {
        response.handler(this::bytes);
        response.endHandler(end -> ended());
        response.exceptionHandler(cut -> fail(cutOff()));
    }

    private void bytes(Buffer bytes) {
        if (isOver()) {
            return;
        }
        if (attempt.isCommitted() && !paused) {
            attempt.deadline().next(attempt.settings().idleTimeout().toMillis());
        }
        try {
            reader.read(bytes.getBytes()).forEach(this::chunk);
            if (reader.isComplete()) {
                complete();
            }
        } catch (IOException malformed) {
            fail(AttemptFailed.of(Failure.MALFORMED, attempt.httpStatus(), "A chunk makes no sense"));
        } catch (StreamFailed error) {
            fail(AttemptFailed.of(Failure.SERVER_ERROR, attempt.httpStatus(), String.valueOf(error.getMessage())));
        }
    }

    private void chunk(AnswerBody chunk) {
        attempt.note(chunk);
        finishSeen |= !chunk.finishes().isEmpty();
        if (attempt.isCommitted()) {
            pass(chunk);
        } else {
            backlog.add(chunk);
            if (chunk.hasContent()) {
                commit();
            }
        }
    }

    private void commit() {
        attempt.exchange().providerDone(done.future());
        backlog.forEach(chunk -> attempt.exchange().kept().chunk(chunk.bytes()));
        response.pause();
        attempt.deadline().suspend();
        attempt.commit(this);
    }

    private void pass(AnswerBody chunk) {
        attempt.exchange().kept().chunk(chunk.bytes());
        AnswerSink listening = sink;
        if (listening != null && !abandoned) {
            listening.chunk(chunk);
        } else if (!abandoned) {
            backlog.add(chunk);
        }
    }

    @Override
    public void start(AnswerSink client) {
        sink = client;
        while (!backlog.isEmpty() && !abandoned) {
            client.chunk(backlog.removeFirst());
        }
        tellEnd();
        if (!paused && !isOver()) {
            resume();
        }
    }

    private void tellEnd() {
        AnswerSink listening = sink;
        if (listening == null || abandoned) {
            return;
        }
        AttemptFailed failure = failed;
        if (failure != null) {
            listening.broken(failure.refusal());
        } else if (complete) {
            listening.end();
        }
    }

    @Override
    public void pause() {
        paused = true;
        // What is read to the end of the answer has to be read to the end of the response, or the connection is lost.
        if (!isOver()) {
            // A slow client is no silent provider.
            attempt.deadline().suspend();
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (!isOver()) {
            attempt.deadline().next(attempt.settings().idleTimeout().toMillis());
        }
        response.resume();
    }

    @Override
    public void abandon() {
        if (!abandoned) {
            abandoned = true;
            backlog.clear();
            attempt.deadline().total(attempt.settings().drainFor().toMillis());
            resume();
        }
    }

    private void complete() throws IOException {
        reader.end().forEach(this::chunk);
        if (!attempt.isCommitted()) {
            // An answer without content is an answer.
            commit();
        }
        complete = true;
        over("");
        // The end of the response follows the end of the answer, or else its connection is of no more use.
        attempt.exchange().context().owner().setTimer(HANG_UP_AFTER_MS, late -> attempt.hangUp());
        response.resume();
        tellEnd();
    }

    private void ended() {
        attempt.markResponseRead();
        if (isOver()) {
            return;
        }
        try {
            if (finishSeen) {
                complete();
            } else {
                fail(cutOff());
            }
        } catch (IOException malformed) {
            fail(AttemptFailed.of(Failure.MALFORMED, attempt.httpStatus(), "The end makes no sense"));
        }
    }

    private AttemptFailed cutOff() {
        return AttemptFailed.of(Failure.CUT, attempt.httpStatus(), "The stream ended too early");
    }

    void fail(AttemptFailed failure) {
        if (isOver()) {
            return;
        }
        failed = failure;
        if (attempt.isCommitted()) {
            attempt.hangUp();
            over(failure.failure().name());
            tellEnd();
        } else {
            attempt.fail(failure);
        }
    }

    private boolean isOver() {
        return complete || failed != null;
    }

    private void over(String failure) {
        reader.usage().ifPresent(attempt.exchange()::usage);
        attempt.over(failure);
        done.tryComplete();
    }
}
