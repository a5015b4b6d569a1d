package org.llmops.router.exchange;

import com.google.protobuf.util.Timestamps;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.v1.Replacement;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.money.Money;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.cache.Keeping;
import org.llmops.router.keys.AllowedModels;
import org.llmops.router.price.Quote;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.snapshot.Configuration;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.wire.WireFormat;

/** Everything known of one call while it lasts. It belongs to one event loop: no other thread touches it. */
public final class Exchange {
    private final Client client;
    private final Operation operation;
    private final WireFormat format;
    private final Context context;
    private final String callId = Ids.next().toString();
    private final long startedNanos = System.nanoTime();
    private final CallRecord.Builder story;
    private final KeptAnswer kept;
    private final List<Runnable> goneConsequences = new ArrayList<>(2);

    private @Nullable Caller caller;
    private AllowedModels allowedModels = AllowedModels.ALL;
    private @Nullable Configuration configuration;
    private @Nullable RequestBody body;
    private @Nullable Destination destination;
    private @Nullable Target answering;
    private @Nullable Keeping keeping;
    private @Nullable Answer answer;
    private String answerType = "application/json";
    private @Nullable TokenUsage usage;
    private boolean usageIsPartial;
    private @Nullable String serviceTier;
    private Money discarded = Money.ZERO;
    private @Nullable Refusal refusal;
    private List<Replacement> replacements = List.of();
    private Map<Target, Quote> quotes = Map.of();
    private Admission admission = Admission.NONE;
    private Map<Target, Long> outputBounds = Map.of();
    private Reservation reservation = Reservation.NONE;
    private Future<Void> providerDone = Future.succeededFuture();
    private Supplier<Future<?>> beforeEnd = Future::succeededFuture;
    private @Nullable Future<Void> readyToEnd;
    private boolean screened;
    private boolean screeningLooksAround;
    private boolean inputCleared;
    private boolean clientGone;
    private boolean cached;
    private long providerNanos;
    private long firstContentNanos;

    public Exchange(Client client, Context context, Operation operation, WireFormat format, Instant startedAt) {
        this.client = client;
        this.operation = operation;
        this.format = format;
        this.context = context;
        this.kept = new KeptAnswer(format);
        this.story = CallRecord.newBuilder()
                .setCallId(callId)
                .setStartedAt(Timestamps.fromMillis(startedAt.toEpochMilli()))
                .setOperation(operation.recordedName())
                .setSurface(format.surface());
    }

    /** The client's end of the call. */
    public Client client() {
        return client;
    }

    /** The format the client speaks: its request and its answer are written in it. */
    public WireFormat format() {
        return format;
    }

    /** What the client asks for. */
    public Operation operation() {
        return operation;
    }

    /** The event loop all of this happens on. */
    public Context context() {
        return context;
    }

    /** UUIDv7; the client gets it with the answer. */
    public String callId() {
        return callId;
    }

    /** The request's headers. */
    public MultiMap headers() {
        return client.headers();
    }

    /** The client wants to see the answer while it is made. */
    public boolean streamed() {
        return body().streamed();
    }

    /** The call record as it grows: each stage writes down what only it knows. */
    public CallRecord.Builder story() {
        return story;
    }

    /** The provider's own answer. */
    public KeptAnswer kept() {
        return kept;
    }

    /** Who calls. */
    public Caller caller() {
        return known(caller, "caller");
    }

    /** Who calls; empty when that never became clear. */
    public Optional<Caller> callerIfKnown() {
        return Optional.ofNullable(caller);
    }

    public void caller(Caller known) {
        caller = known;
    }

    /** What the key that calls may use; everything for calls that the router makes by itself. */
    public AllowedModels allowedModels() {
        return allowedModels;
    }

    public void allowedModels(AllowedModels known) {
        allowedModels = known;
    }

    /** Providers and routes of the caller's workspace, as they were when the call came in. */
    public Configuration configuration() {
        return known(configuration, "configuration");
    }

    public void configuration(Configuration known) {
        configuration = known;
    }

    /** The request as it will go to the model: stages replace it. */
    public RequestBody body() {
        return known(body, "body");
    }

    /** The request; empty when it was never read. */
    public Optional<RequestBody> bodyIfKnown() {
        return Optional.ofNullable(body);
    }

    public void body(RequestBody known) {
        body = known;
    }

    /** Where the call may go. */
    public Destination destination() {
        return known(destination, "destination");
    }

    /** Where the call may go; empty when it never got that far. */
    public Optional<Destination> destinationIfKnown() {
        return Optional.ofNullable(destination);
    }

    public void destination(Destination known) {
        destination = known;
    }

    /** The target whose answer counts; empty before there is one, and when the answer was remembered. */
    public Optional<Target> answering() {
        return Optional.ofNullable(answering);
    }

    public void answering(Target known) {
        answering = known;
    }

    /** Where the answer may be remembered; empty when it may not. */
    public Optional<Keeping> keeping() {
        return Optional.ofNullable(keeping);
    }

    public void keeping(Keeping known) {
        keeping = known;
    }

    /** What the client will get. */
    public Answer answer() {
        return known(answer, "answer");
    }

    public void answer(Answer known) {
        answer = known;
    }

    /** Media type of an answer that comes in one piece. */
    public String answerType() {
        return answerType;
    }

    public void answerType(String known) {
        answerType = known;
    }

    /** What the provider says it took; empty when it said nothing. */
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    public void usage(TokenUsage known) {
        usage = known;
        usageIsPartial = false;
    }

    /** What the provider had said when its answer broke off: some tell the input first, and the output at the end. */
    public void usageSoFar(TokenUsage known) {
        usage = known;
        usageIsPartial = true;
    }

    /** The provider did not come to tell all of the usage. */
    public boolean usageIsPartial() {
        return usageIsPartial;
    }

    /** How urgently the provider says it answered; null when it does not say. */
    public @Nullable String serviceTier() {
        return serviceTier;
    }

    public void serviceTier(@Nullable String told) {
        serviceTier = told;
    }

    /** What was paid for answers that the call did not use. */
    public Money discarded() {
        return discarded;
    }

    /** Adds what such an answer cost. */
    public void discarded(Money cost) {
        discarded = discarded.plus(cost);
    }

    /** Why there is no (whole) answer; empty when there is one. */
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    public void refusal(Refusal known) {
        refusal = known;
    }

    /** A policy looks at this call. */
    public boolean screened() {
        return screened;
    }

    /** What the policy replaced in the input: personal data, for this call's output and nothing else. */
    public List<Replacement> replacements() {
        return replacements;
    }

    public void screened(List<Replacement> replaced, boolean looksAround) {
        screened = true;
        replacements = List.copyOf(replaced);
        screeningLooksAround = looksAround;
    }

    /** The policy holds answers against what the model was told and asked. */
    public boolean screeningLooksAround() {
        return screeningLooksAround;
    }

    /** The input may be kept: no policy would hide any of it. */
    public boolean inputCleared() {
        return inputCleared;
    }

    public void markInputCleared() {
        inputCleared = true;
    }

    /** What each target charges. */
    public Map<Target, Quote> quotes() {
        return quotes;
    }

    public void quotes(Map<Target, Quote> known) {
        quotes = Map.copyOf(known);
    }

    /** The room the call was given within its limits. */
    public Admission admission() {
        return admission;
    }

    public void admission(Admission given) {
        admission = given;
    }

    /** Money set aside. */
    public Reservation reservation() {
        return reservation;
    }

    public void reservation(Reservation taken) {
        reservation = taken;
    }

    /** The most output tokens that money was set aside for; empty when no budget bounds the call. */
    public OptionalLong outputBound(Target target) {
        Long bound = outputBounds.get(target);
        return bound == null ? OptionalLong.empty() : OptionalLong.of(bound);
    }

    public void outputBounds(Map<Target, Long> known) {
        outputBounds = Map.copyOf(known);
    }

    /** Succeeds when no more will come from the provider: until then the usage may still become known. */
    public Future<Void> providerDone() {
        return providerDone;
    }

    public void providerDone(Future<Void> end) {
        providerDone = end;
    }

    /** What has to be done before the client sees the end of its answer, and is done once however that comes. */
    public void beforeEnd(Supplier<Future<?>> deed) {
        beforeEnd = deed;
    }

    /**
     * Succeeds when the client may see the end of its answer, and whatever became of what is done before: at once in most
     * cases. Where more will come from the provider, nothing can be done yet, and the client does not wait for it.
     */
    public Future<Void> readyToEnd() {
        if (!providerDone.isComplete()) {
            return Future.succeededFuture();
        }
        if (readyToEnd != null) {
            return readyToEnd;
        }
        Promise<Void> ready = Promise.promise();
        // Known before it begins: what is done may be what makes somebody ask.
        readyToEnd = ready.future();
        beforeEnd.get().onComplete(done -> ready.complete());
        return ready.future();
    }

    /** The answer was remembered: no provider was asked. */
    public boolean cached() {
        return cached;
    }

    public void markCached() {
        cached = true;
    }

    /** Nobody waits for the answer any more. */
    public boolean clientGone() {
        return clientGone;
    }

    /** To be run when the client goes away; at once when it has. */
    public void onClientGone(Runnable consequence) {
        if (clientGone) {
            consequence.run();
        } else {
            goneConsequences.add(consequence);
        }
    }

    public void markClientGone() {
        if (!clientGone) {
            clientGone = true;
            goneConsequences.forEach(Runnable::run);
        }
    }

    /** Adds time that was spent waiting for a provider. */
    public void waitedForProvider(long nanos) {
        providerNanos += nanos;
    }

    /** The first content went to the client now, unless some did before. */
    public void markFirstContent() {
        if (firstContentNanos == 0) {
            firstContentNanos = elapsedNanos();
        }
    }

    /** From the arrival of the request to its first content; 0 when there was none. */
    public long firstContentNanos() {
        return firstContentNanos;
    }

    /** From the arrival of the request until now. */
    public long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** What of the time until now was not spent waiting for a provider. */
    public Duration overhead() {
        return Duration.ofNanos(Math.max(0, elapsedNanos() - providerNanos));
    }

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("A stage asked for the " + what + " before it was known");
        }
        return value;
    }
}
