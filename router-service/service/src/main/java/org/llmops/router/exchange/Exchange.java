package org.llmops.router.exchange;

import com.google.protobuf.util.Timestamps;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.router.body.RequestBody;
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
    private final Ending ending = new Ending();
    private final CallClock clock = new CallClock();
    private final Screening screening = new Screening();
    private final CallRecord.Builder story;
    private final List<Runnable> goneConsequences = new ArrayList<>(2);

    private @Nullable Caller caller;
    private AllowedModels allowedModels = AllowedModels.ALL;
    private @Nullable Configuration configuration;
    private @Nullable RequestBody body;
    private @Nullable Destination destination;
    private @Nullable Target answering;
    private @Nullable Keeping keeping;
    private @Nullable Answer answer;
    private KeptAnswer kept;
    private String answerType = "application/json";
    private Consumption consumption = new Consumption();
    private Spent spentBefore = Spent.NOTHING;
    private @Nullable Refusal refusal;
    private Map<Target, Quote> quotes = Map.of();
    private Admission admission = Admission.NONE;
    private Map<Target, Long> outputBounds = Map.of();
    private Reservation reservation = Reservation.NONE;
    private boolean clientGone;
    private boolean cached;

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

    /** How long it takes. */
    public CallClock clock() {
        return clock;
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

    public void kept(KeptAnswer other) {
        kept = other;
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

    /** What the answer takes that counts. */
    public Consumption consumption() {
        return consumption;
    }

    public void consumption(Consumption other) {
        consumption = other;
    }

    /** What answers took that were refused before, and for which the model was asked again. */
    public Spent spentBefore() {
        return spentBefore;
    }

    public void spentBefore(Spent known) {
        spentBefore = known;
    }

    /** Why there is no (whole) answer; empty when there is one. */
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    public void refusal(Refusal known) {
        refusal = known;
    }

    /** What the guardrails said of the input. */
    public Screening screening() {
        return screening;
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

    /** What has to be over before it is. */
    public Ending ending() {
        return ending;
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

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("A stage asked for the " + what + " before it was known");
        }
        return value;
    }
}
