package org.llmops.router.call;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Finish;
import org.llmops.router.body.RequestBody;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.BoundedBody;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Target;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

/** One try at one target. Until there is content it may fail without anyone noticing; then the answer is the client's. */
final class Attempt {
    private static final int MAX_ERROR_BYTES = 256 << 10;
    private static final int MAX_RETRY_AFTER_SECONDS = 3_600;

    private final Exchange exchange;
    private final Target target;
    private final ProviderDialect dialect;
    private final WireFormat spoken;
    private final ProviderClient client;
    private final CallSettings settings;
    private final Promise<Answer> outcome = Promise.promise();
    private final Deadline deadline;
    private final long startedNanos = System.nanoTime();
    private @Nullable HttpClientRequest sent;
    private @Nullable RunningAnswer running;
    private long countedNanos;
    private int httpStatus;
    private boolean recorded;
    private boolean responseRead;

    Attempt(Exchange exchange, Target target, ProviderClient client, CallSettings settings) {
        this.exchange = exchange;
        this.target = target;
        this.dialect = Dialects.of(target);
        this.spoken = dialect.speaks(exchange.format(), target) ? exchange.format() : ChatFormat.CHAT;
        this.client = client;
        this.settings = settings;
        this.deadline = new Deadline(exchange.context().owner(), this::timedOut);
    }

    /** A whole answer, or one that has content and goes on; fails with {@link AttemptFailed}. */
    Future<Answer> start() {
        ProviderRequest request;
        try {
            RequestBody body = isDirect() ? exchange.body() : exchange.format().toChat(exchange.body());
            request = dialect.request(exchange.operation(), spoken, body, target);
        } catch (BodyMalformed untranslatable) {
            fail(AttemptFailed.untranslatable(untranslatable.param(), untranslatable.explanation()));
            return outcome.future();
        }
        Duration total = target.timeout() == null ? settings.totalTimeout() : target.timeout();
        deadline.total(total.toMillis());
        exchange.onClientGone(() -> deadline.total(settings.drainFor().toMillis()));
        client.open(target, request)
                .onSuccess(opened -> send(opened, ProviderClient.body(request)))
                .onFailure(failure -> fail(
                        failure instanceof AttemptFailed known
                                ? known
                                : AttemptFailed.of(Failure.CONNECT, 0, String.valueOf(failure.getMessage()))));
        return outcome.future();
    }

    /** Nothing has to be translated on the way back. */
    private boolean isDirect() {
        return spoken == exchange.format();
    }

    private void send(HttpClientRequest request, Buffer body) {
        if (outcome.future().isComplete()) {
            request.reset();
            return;
        }
        sent = request;
        if (exchange.streamed()) {
            deadline.next(settings.firstTokenTimeout().toMillis());
        }
        request.send(body).onSuccess(this::head).onFailure(failure -> cut());
    }

    private void head(HttpClientResponse response) {
        if (outcome.future().isComplete()) {
            return;
        }
        httpStatus = response.statusCode();
        String type = response.getHeader("Content-Type");
        if (httpStatus >= 300) {
            BoundedBody.read(response, MAX_ERROR_BYTES).onComplete(body -> refused(response, body));
        } else if (exchange.streamed()
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            running = new RunningAnswer(this, response, reader());
            running.listen();
        } else {
            BoundedBody.read(response, settings.maxAnswer().asLongValue())
                    .onSuccess(this::whole)
                    .onFailure(failure -> fail(
                            failure instanceof BoundedBody.TooLarge
                                    ? AttemptFailed.of(Failure.MALFORMED, httpStatus, "The answer is too long")
                                    : AttemptFailed.of(Failure.CUT, httpStatus, "The connection ended too early")));
        }
    }

    private StreamReader reader() {
        StreamReader provider = dialect.stream(spoken);
        return isDirect()
                ? provider
                : new TranslatedStream(provider, exchange.format().fromChatEvents(exchange.body()));
    }

    private void refused(HttpClientResponse response, AsyncResult<Buffer> read) {
        responseRead = read.succeeded();
        Buffer body = read.succeeded() ? read.result() : Buffer.buffer();
        fail(AttemptFailed.ofStatus(
                httpStatus, dialect.error(httpStatus, body.getBytes()), retryAfter(response.getHeader("Retry-After"))));
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Math.min(Integer.parseInt(seconds), MAX_RETRY_AFTER_SECONDS))
                : null;
    }

    private void whole(Buffer body) {
        responseRead = true;
        if (outcome.future().isComplete()) {
            return;
        }
        try {
            ProviderAnswer answer = dialect.answer(exchange.operation(), spoken, body.getBytes());
            AnswerBody told = isDirect() ? answer.body() : exchange.format().fromChat(answer.body(), exchange.body());
            exchange.kept().whole(told.bytes());
            if (answer.usage() != null) {
                exchange.usage(answer.usage());
            }
            note(told);
            over("");
            outcome.complete(new Answer.Whole(told));
        } catch (IOException malformed) {
            fail(AttemptFailed.of(Failure.MALFORMED, httpStatus, String.valueOf(malformed.getMessage())));
        }
    }

    /** The answer has content: from here on there is no other try. */
    void commit(RunningAnswer answer) {
        lap();
        outcome.complete(new Answer.Running(answer));
    }

    boolean isCommitted() {
        return outcome.future().succeeded();
    }

    /** What the call record says about every answer, however it came. */
    void note(AnswerBody body) {
        for (Finish finish : body.finishes()) {
            if (finish.choice() == 0) {
                exchange.story().setFinishReason(finish.reason());
            }
        }
    }

    private void timedOut() {
        AttemptFailed late = AttemptFailed.of(Failure.TIMEOUT, httpStatus, "A timer ran out");
        RunningAnswer begun = running;
        if (begun != null && isCommitted()) {
            begun.fail(late);
        } else {
            fail(late);
        }
    }

    private void cut() {
        fail(AttemptFailed.of(Failure.CUT, httpStatus, "The connection ended too early"));
    }

    /** The attempt failed before there was content. */
    void fail(AttemptFailed failure) {
        over(failure.failure().name());
        hangUp();
        outcome.tryFail(failure);
    }

    /** A connection whose response was read to its end serves others already. */
    void hangUp() {
        if (sent != null && !responseRead) {
            sent.reset();
        }
    }

    /** The response was read to its end. */
    void markResponseRead() {
        responseRead = true;
    }

    /** Nothing more will come of it; only the first time counts. */
    void over(String failure) {
        deadline.close();
        if (recorded) {
            return;
        }
        recorded = true;
        lap();
        exchange.story()
                .addAttempts(org.llmops.router.v1.Attempt.newBuilder()
                        .setTarget(target.name())
                        .setProvider(target.provider().priceBookProvider())
                        .setModel(target.model().id())
                        .setHttpStatus(httpStatus)
                        .setFailure(failure)
                        .setDurationUs(countedNanos / 1_000));
    }

    /** Time since the last lap was spent waiting for the provider. */
    private void lap() {
        long nanos = System.nanoTime() - startedNanos;
        exchange.waitedForProvider(nanos - countedNanos);
        countedNanos = nanos;
    }

    Exchange exchange() {
        return exchange;
    }

    Deadline deadline() {
        return deadline;
    }

    CallSettings settings() {
        return settings;
    }

    int httpStatus() {
        return httpStatus;
    }
}
