package org.llmops.router.call;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Finish;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.BoundedBody;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.health.Outcome;
import org.llmops.router.health.Visit;
import org.llmops.router.providers.ProviderCredential;
import org.llmops.router.queue.Turn;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.routes.document.Trigger;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.passthrough.PassthroughFormat;

/** One try at one target. Until there is content it may fail without anyone noticing; then the answer is the client's. */
final class Attempt {
    private static final int NOT_FOUND = 404;
    private static final int MAX_ERROR_BYTES = 256 << 10;
    private static final int MAX_RETRY_AFTER_SECONDS = 3_600;

    /**
     * Which of the tries at its target it is.
     *
     * @param retry 0 for the first
     * @param queuedNanos how long it waited for its turn
     */
    record Number(int retry, long queuedNanos) {}

    private final Exchange exchange;
    private final Step step;
    private final Target target;
    private final ProviderCredential credential;
    private final ProviderDialect dialect;
    private final WireFormat spoken;
    private final Equipment equipment;
    private final Patience patience;
    private final AttemptEntry entry;
    private final Promise<Answer> outcome = Promise.promise();
    private final Deadline deadline;
    private RequestBody asking;
    private @Nullable HttpClientRequest sent;
    private @Nullable RunningAnswer running;
    private int httpStatus;
    private boolean responseRead;

    /** @param turn to be given back when nothing more comes */
    Attempt(
            Exchange exchange,
            Step step,
            ProviderCredential credential,
            Turn turn,
            Number number,
            Equipment equipment) {
        this.exchange = exchange;
        this.step = step;
        this.target = step.target().using(credential.secret());
        this.credential = credential;
        this.dialect = Dialects.of(target);
        this.spoken = dialect.speaks(exchange.format(), target) ? exchange.format() : ChatFormat.CHAT;
        this.equipment = equipment;
        this.patience = Patience.of(target.timeouts(), equipment.settings());
        this.asking = exchange.body();
        this.deadline = new Deadline(exchange.context().owner(), this::timedOut);
        Visit visit = equipment.health().visit(exchange.caller().workspace(), target.name(), number.retry() > 0);
        this.entry = new AttemptEntry(exchange, step.target(), credential, turn, number, visit);
    }

    /** A whole answer, or one that has content and goes on; fails with {@link AttemptFailed}. */
    Future<Answer> start() {
        ProviderRequest request;
        try {
            RequestBody said = isDirect()
                    ? exchange.body()
                    : dialect.fromHub(exchange.format().toChat(exchange.body()), target);
            asking = target.params().in(spoken).on(said);
            request = dialect.request(exchange.operation(), spoken, asking, target)
                    .with(passedOn());
        } catch (BodyMalformed untranslatable) {
            fail(AttemptFailed.untranslatable(untranslatable.param(), untranslatable.explanation()));
            return outcome.future();
        } catch (RuntimeException bug) {
            // What was taken for the attempt has to be given back whatever happens.
            end("INTERNAL", Outcome.UNKNOWN);
            throw bug;
        }
        deadline.total(patience.totalMs() - passedMs());
        exchange.onClientGone(
                () -> deadline.total(equipment.settings().drainFor().toMillis()));
        equipment
                .client()
                .open(exchange.context(), target, request, patience.connectMs())
                .onSuccess(opened -> send(opened, ProviderClient.body(request)))
                .onFailure(failure -> fail(
                        failure instanceof AttemptFailed known
                                ? known
                                : AttemptFailed.of(Failure.CONNECT, 0, String.valueOf(failure.getMessage()))));
        return outcome.future();
    }

    /** A model that is asked again has what is left of the first answer's time. */
    private long passedMs() {
        return exchange.story().getRefusedAnswersCount() == 0
                ? 0
                : exchange.clock().elapsedNanos() / 1_000_000;
    }

    private Map<String, String> passedOn() {
        Map<String, String> headers = new HashMap<>();
        for (String name : dialect.passedOn(spoken)) {
            List<String> values = exchange.headers().getAll(name);
            if (!values.isEmpty()) {
                headers.put(name, String.join(",", values));
            }
        }
        return headers;
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
            deadline.next(patience.firstTokenMs());
        }
        request.send(body).onSuccess(this::head).onFailure(failure -> cut());
    }

    private void head(HttpClientResponse response) {
        if (outcome.future().isComplete()) {
            return;
        }
        httpStatus = response.statusCode();
        if (httpStatus < 300) {
            equipment.rotation().accepted(target.provider(), target.model().id(), credential);
        }
        String type = response.getHeader("Content-Type");
        if (httpStatus >= 300) {
            BoundedBody.read(response, MAX_ERROR_BYTES).onComplete(body -> refused(response, body));
        } else if (exchange.streamed()
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(dialect.streamType())) {
            running = new RunningAnswer(this, response, reader(response), bound());
            running.listen();
        } else {
            BoundedBody.read(response, equipment.settings().maxAnswer().asLongValue())
                    .onSuccess(body -> {
                        passThroughType(type);
                        whole(body, asked(response));
                    })
                    .onFailure(failure -> fail(
                            failure instanceof BoundedBody.TooLarge
                                    ? AttemptFailed.of(Failure.MALFORMED, httpStatus, "The answer is too long")
                                    : AttemptFailed.of(Failure.CUT, httpStatus, "The connection ended too early")));
        }
    }

    private @Nullable OutputBound bound() {
        OptionalLong most = exchange.outputBound(step.target());
        return most.isPresent()
                ? new OutputBound(most.getAsLong(), exchange.format().voice())
                : null;
    }

    private StreamReader reader(HttpClientResponse response) {
        StreamReader provider = dialect.stream(spoken, asked(response));
        return isDirect()
                ? provider
                : new TranslatedStream(provider, exchange.format().fromChatEvents(exchange.body()));
    }

    private Asked asked(HttpClientResponse response) {
        return new Asked(asking, target, name -> Objects.requireNonNullElse(response.getHeader(name), ""));
    }

    private void refused(HttpClientResponse response, AsyncResult<Buffer> read) {
        responseRead = read.succeeded();
        Buffer body = read.succeeded() ? read.result() : Buffer.buffer();
        ProviderError error = dialect.error(httpStatus, body.getBytes());
        boolean answered = httpStatus == NOT_FOUND && exchange.operation().isOfProvider();
        fail(
                answered
                        ? AttemptFailed.notThere(httpStatus, error)
                        : AttemptFailed.ofStatus(httpStatus, error, retryAfter(response.getHeader("Retry-After"))));
    }

    private static @Nullable Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Math.min(Integer.parseInt(seconds), MAX_RETRY_AFTER_SECONDS))
                : null;
    }

    /** What is not ours to read is not ours to name. */
    private void passThroughType(@Nullable String type) {
        if (exchange.format() instanceof PassthroughFormat && type != null) {
            exchange.answerType(type);
        }
    }

    private void whole(Buffer body, Asked asked) {
        responseRead = true;
        if (outcome.future().isComplete()) {
            return;
        }
        try {
            ProviderAnswer answer = dialect.answer(exchange.operation(), spoken, body.getBytes(), asked);
            AnswerBody told = isDirect() ? answer.body() : exchange.format().fromChat(answer.body(), exchange.body());
            note(told);
            if (isFiltered(told) && anotherMaySpeak()) {
                discard(Optional.ofNullable(answer.usage()));
                fail(AttemptFailed.of(Failure.CONTENT_FILTER, httpStatus, "The provider filtered its answer"));
                return;
            }
            exchange.kept().whole(told.bytes());
            if (answer.usage() != null) {
                exchange.consumption().usage(answer.usage());
            }
            entry.responded();
            over();
            outcome.complete(new Answer.Whole(told));
        } catch (IOException malformed) {
            fail(AttemptFailed.of(Failure.MALFORMED, httpStatus, String.valueOf(malformed.getMessage())));
        }
    }

    /** The answer has content: from here on there is no other try. */
    void commit(RunningAnswer answer) {
        entry.responded();
        entry.lap();
        outcome.complete(new Answer.Running(answer));
    }

    /** The provider answered, and another will be asked. */
    void discard(Optional<TokenUsage> usage) {
        entry.discard(usage, asking);
    }

    boolean isCommitted() {
        return outcome.future().succeeded();
    }

    /** The provider ended the answer because of what it would say. */
    static boolean isFiltered(AnswerBody body) {
        for (Finish finish : body.finishes()) {
            if (finish.reason().equals("content_filter")) {
                return true;
            }
        }
        return false;
    }

    /** The route asks another target when one does not want to talk about something. */
    boolean anotherMaySpeak() {
        return step.leadsOn(Trigger.CONTENT_FILTER, 0);
    }

    /** What the call record says about every answer, however it came. */
    void note(AnswerBody body) {
        if (body.serviceTier() != null) {
            exchange.consumption().serviceTier(body.serviceTier());
        }
        for (Finish finish : body.finishes()) {
            if (finish.choice() == 0) {
                exchange.story().setFinishReason(finish.reason());
            }
        }
    }

    private void timedOut() {
        tooSlow("A timer ran out");
    }

    void tooSlow(String detail) {
        AttemptFailed late = AttemptFailed.of(Failure.TIMEOUT, httpStatus, detail);
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
        Duration wait = failure.refusal().retryAfter();
        if (failure.failure() == Failure.RATE_LIMITED && wait != null && isOnlyCredential()) {
            entry.limited(wait);
        }
        end(failure.failure().name(), outcome(failure.failure()));
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

    /** With others, the target is limited only for this one. */
    private boolean isOnlyCredential() {
        return target.provider().credentials().size() <= 1;
    }

    /** What ends because the client went away says nothing about the target. */
    private Outcome outcome(Failure failure) {
        return exchange.clientGone() ? Outcome.UNKNOWN : failure.outcome();
    }

    /** It answered, and nothing more will come. */
    void over() {
        end("", Outcome.ANSWERED);
    }

    /** It broke off in the middle of its answer. */
    void brokenOff(Failure failure) {
        end(failure.name(), outcome(failure));
    }

    /** Nothing more will come of it; only the first time counts. */
    private void end(String failure, Outcome says) {
        deadline.close();
        entry.end(failure, says, httpStatus);
    }

    Exchange exchange() {
        return exchange;
    }

    Deadline deadline() {
        return deadline;
    }

    Equipment equipment() {
        return equipment;
    }

    Patience patience() {
        return patience;
    }

    int httpStatus() {
        return httpStatus;
    }
}
