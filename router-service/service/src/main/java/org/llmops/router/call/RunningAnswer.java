package org.llmops.router.call;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;

/** A stream from a provider. What comes before the first content waits, and is forgotten when the attempt fails. */
final class RunningAnswer implements AnswerFlow {
    private static final Logger LOG = Logger.getLogger(RunningAnswer.class);
    private static final long HANG_UP_AFTER_MS = 2_000;
    private static final long LOOK_AT_SPEED_MS = 500;
    private static final long NO_TIMER = -1;

    private final Attempt attempt;
    private final HttpClientResponse response;
    private final StreamReader reader;
    private final @Nullable OutputBound bound;
    private final @Nullable Speed speed;
    private final ArrayDeque<AnswerBody> backlog = new ArrayDeque<>();
    private final Promise<Void> done = Promise.promise();
    private @Nullable AnswerSink sink;
    private @Nullable AttemptFailed failed;
    private boolean finishSeen;
    private boolean complete;
    private boolean abandoned;
    private boolean paused;
    private boolean spoken;
    private boolean stopped;
    private long speedTimer = NO_TIMER;

    /** @param bound null: nothing bounds what it may say */
    RunningAnswer(Attempt attempt, HttpClientResponse response, StreamReader reader, @Nullable OutputBound bound) {
        this.attempt = attempt;
        this.response = response;
        this.reader = reader;
        this.bound = bound;
        int minSpeed = attempt.patience().minBytesPerSecond();
        this.speed = minSpeed > 0
                ? new Speed(
                        minSpeed, attempt.equipment().settings().speedWindow().toNanos(), System::nanoTime)
                : null;
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
            attempt.deadline().next(attempt.patience().idleMs());
        }
        if (speed != null) {
            speed.received(bytes.length());
        }
        try {
            reader.read(bytes.getBytes()).forEach(this::chunk);
            if (reader.isComplete() && !isOver()) {
                complete();
            }
        } catch (IOException malformed) {
            fail(AttemptFailed.of(Failure.MALFORMED, attempt.httpStatus(), "A chunk makes no sense"));
        } catch (StreamFailed error) {
            fail(AttemptFailed.of(Failure.SERVER_ERROR, attempt.httpStatus(), String.valueOf(error.getMessage())));
        } catch (RuntimeException bug) {
            // Nobody would ever hear of it, and the call would last until its last timer.
            LOG.error("A chunk cannot be read", bug);
            fail(AttemptFailed.of(Failure.MALFORMED, attempt.httpStatus(), "A chunk cannot be read"));
        }
    }

    private void chunk(AnswerBody chunk) {
        if (isOver()) {
            // The rest of what came with the piece that ended it.
            return;
        }
        attempt.note(chunk);
        finishSeen |= !chunk.finishes().isEmpty();
        spoken |= chunk.calls() || chunk.hasText();
        if (!spoken && Attempt.isFiltered(chunk) && attempt.anotherMaySpeak()) {
            attempt.discard(reader.usage());
            fail(AttemptFailed.of(Failure.CONTENT_FILTER, attempt.httpStatus(), "The provider filtered its answer"));
            return;
        }
        if (attempt.isCommitted()) {
            pass(chunk);
        } else {
            backlog.add(chunk);
            if (chunk.hasContent()) {
                commit();
            }
        }
        if (bound != null && bound.exceededWith(chunk)) {
            stop(bound, chunk);
        }
    }

    /** It says more than was paid for: the client is told that this is its length, and the provider nothing. */
    private void stop(OutputBound exceeded, AnswerBody last) {
        try {
            if (!attempt.isCommitted()) {
                commit();
            }
            for (AnswerBody ending : exceeded.end()) {
                attempt.note(ending);
                pass(ending);
            }
        } catch (IOException impossible) {
            fail(AttemptFailed.of(Failure.MALFORMED, attempt.httpStatus(), "The stream cannot be ended"));
            return;
        }
        last.tokens().ifPresentOrElse(attempt.exchange().consumption()::usage, this::tellUsageSoFar);
        attempt.equipment().metrics().stoppedAtBound();
        stopped = true;
        complete = true;
        attempt.hangUp();
        attempt.over();
        finished();
        tellEnd();
    }

    private void commit() {
        attempt.exchange().ending().providerDone(done.future());
        backlog.forEach(chunk -> attempt.exchange().kept().chunk(chunk.bytes()));
        response.pause();
        attempt.deadline().suspend();
        attempt.commit(this);
        if (speed != null) {
            speedTimer = attempt.exchange().context().owner().setPeriodic(LOOK_AT_SPEED_MS, this::lookAtSpeed);
        }
    }

    private void lookAtSpeed(long timer) {
        if (speed != null && !isOver() && speed.isTooSlow()) {
            attempt.tooSlow("It comes too slowly");
        }
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
            if (speed != null) {
                speed.pause();
            }
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (!isOver()) {
            attempt.deadline().next(attempt.patience().idleMs());
            if (speed != null) {
                speed.resume();
            }
        }
        if (!stopped) {
            response.resume();
        }
    }

    @Override
    public void abandon() {
        if (!abandoned) {
            abandoned = true;
            backlog.clear();
            attempt.deadline().total(attempt.equipment().settings().drainFor().toMillis());
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
        tellUsage();
        attempt.over();
        finished();
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
            if (finishSeen || reader.hasFinished()) {
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
            tellUsageSoFar();
            attempt.brokenOff(failure.failure());
            finished();
            tellEnd();
        } else {
            attempt.fail(failure);
        }
    }

    private boolean isOver() {
        return complete || failed != null;
    }

    private void tellUsage() {
        reader.usage().ifPresent(attempt.exchange().consumption()::usage);
    }

    private void tellUsageSoFar() {
        reader.usage().ifPresent(attempt.exchange().consumption()::usageSoFar);
    }

    private void finished() {
        if (speedTimer != NO_TIMER) {
            attempt.exchange().context().owner().cancelTimer(speedTimer);
        }
        done.tryComplete();
    }
}
