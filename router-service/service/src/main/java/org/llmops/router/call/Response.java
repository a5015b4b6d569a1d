package org.llmops.router.call;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.BoundedBody;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.passthrough.PassthroughFormat;

/** What a provider responds to an attempt: an error, an answer that is all there, or one that comes piece by piece. */
final class Response {
    private static final Logger LOG = Logger.getLogger(Response.class);
    private static final int NOT_FOUND = 404;
    private static final int MAX_ERROR_BYTES = 256 << 10;
    private static final int MAX_RETRY_AFTER_SECONDS = 3_600;

    private final Attempt attempt;
    private final Exchange exchange;
    private final ProviderDialect dialect;
    private final WireFormat spoken;
    private final Asked asked;
    private final HttpClientResponse http;
    private final @Nullable String type;

    /**
     * @param spoken the format of what was asked, and so of the answer
     * @param asked what was asked, and of whom
     */
    Response(Attempt attempt, ProviderDialect dialect, WireFormat spoken, Asked asked, HttpClientResponse http) {
        this.attempt = attempt;
        this.exchange = attempt.exchange();
        this.dialect = dialect;
        this.spoken = spoken;
        this.asked = asked;
        this.http = http;
        this.type = http.getHeader("Content-Type");
    }

    void read() {
        if (http.statusCode() >= 300) {
            BoundedBody.read(http, MAX_ERROR_BYTES).onComplete(this::refused);
        } else if (exchange.streamed() && isStream()) {
            attempt.streams(new RunningAnswer(attempt, http, reader(), attempt.bound()));
        } else {
            BoundedBody.read(http, attempt.equipment().settings().maxAnswer().asLongValue())
                    .onSuccess(this::whole)
                    .onFailure(failure -> attempt.fail(
                            failure instanceof BoundedBody.TooLarge
                                    ? failed(Failure.MALFORMED, "The answer is too long")
                                    : failed(Failure.CUT, "The connection ended too early")));
        }
    }

    private boolean isStream() {
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(dialect.streamType());
    }

    /** Nothing has to be translated on the way back. */
    private boolean isDirect() {
        return spoken == exchange.format();
    }

    private StreamReader reader() {
        StreamReader provider = dialect.stream(spoken, asked);
        return isDirect()
                ? provider
                : new TranslatedStream(provider, exchange.format().fromChatEvents(exchange.body()));
    }

    private void refused(AsyncResult<Buffer> read) {
        if (read.succeeded()) {
            attempt.markResponseRead();
        }
        Buffer body = read.succeeded() ? read.result() : Buffer.buffer();
        ProviderError error = dialect.error(http.statusCode(), body.getBytes());
        boolean answered =
                http.statusCode() == NOT_FOUND && exchange.operation().isOfProvider();
        attempt.fail(
                answered
                        ? AttemptFailed.notThere(http.statusCode(), error)
                        : AttemptFailed.ofStatus(http.statusCode(), error, retryAfter(http.getHeader("Retry-After"))));
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Math.min(Integer.parseInt(seconds), MAX_RETRY_AFTER_SECONDS))
                : null;
    }

    private void whole(Buffer body) {
        attempt.markResponseRead();
        if (attempt.isOver()) {
            return;
        }
        passThroughType();
        try {
            answer(dialect.answer(exchange.operation(), spoken, body.getBytes(), asked));
        } catch (IOException malformed) {
            attempt.fail(failed(Failure.MALFORMED, String.valueOf(malformed.getMessage())));
        } catch (RuntimeException bug) {
            // Nobody would ever hear of it, and the call would last until its last timer.
            LOG.errorf(bug, "An answer of %s cannot be read", asked.target().name());
            attempt.fail(failed(Failure.MALFORMED, "The answer cannot be read"));
        }
    }

    private void answer(ProviderAnswer answer) throws IOException {
        AnswerBody told = isDirect() ? answer.body() : exchange.format().fromChat(answer.body(), exchange.body());
        attempt.note(told);
        if (Attempt.isFiltered(told) && attempt.anotherMaySpeak()) {
            attempt.discard(Optional.ofNullable(answer.usage()));
            attempt.fail(failed(Failure.CONTENT_FILTER, "The provider filtered its answer"));
            return;
        }
        exchange.kept().whole(told.bytes());
        if (answer.usage() != null) {
            exchange.consumption().usage(answer.usage());
        }
        attempt.answered(told);
    }

    /** What is not ours to read is not ours to name. */
    private void passThroughType() {
        if (exchange.format() instanceof PassthroughFormat && type != null) {
            exchange.answerType(type);
        }
    }

    private AttemptFailed failed(Failure failure, String detail) {
        return AttemptFailed.of(failure, http.statusCode(), detail);
    }
}
