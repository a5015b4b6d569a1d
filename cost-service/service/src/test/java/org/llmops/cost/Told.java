package org.llmops.cost;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CacheUse;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.CallerRef;
import org.llmops.router.v1.Cost;
import org.llmops.router.v1.LeaseUse;
import org.llmops.router.v1.PromptUse;
import org.llmops.router.v1.RouteTaken;
import org.llmops.router.v1.Usage;

/** Call records as a router tells them: 1,000 tokens in and 500 out of sim-small, unless told otherwise. */
public final class Told {
    /** What 1,000 tokens in and 500 out of sim-small cost: 0.00045 USD. */
    public static final long USUAL_NANO_USD = 450_000;

    private static final String TOPIC = "llmops.calls.v1";

    private final CallRecord.Builder call;

    private Told(CallRecord.Builder call) {
        this.call = call;
    }

    public static Told call(String workspace, String app) {
        return new Told(CallRecord.newBuilder()
                        .setCallId(Ids.next().toString())
                        .setWorkspace(workspace)
                        .setCaller(CallerRef.newBuilder()
                                .setSubject("key-1")
                                .setKind("app")
                                .setApp(app))
                        .setOperation("chat")
                        .setStatus(CallStatus.CALL_STATUS_OK)
                        .setRequestedModel("route:main")
                        .setCache(CacheUse.newBuilder().setStatus("miss"))
                        .setCost(Cost.newBuilder().setNanoUsd(USUAL_NANO_USD)))
                .at(Instant.now())
                .model("simulator", "sim-small")
                .tokens(1_000, 500);
    }

    public Told at(Instant started) {
        call.setStartedAt(
                Timestamp.newBuilder().setSeconds(started.getEpochSecond()).setNanos(started.getNano()));
        return this;
    }

    public Told model(String provider, String model) {
        call.setRoute(RouteTaken.newBuilder()
                .setName("main")
                .setVersion(1)
                .setProvider(provider)
                .setModel(model));
        return this;
    }

    public Told tokens(long input, long output) {
        call.setUsage(Usage.newBuilder().setInputTokens(input).setOutputTokens(output));
        return this;
    }

    public Told prompt(String name, int version) {
        call.setPrompt(PromptUse.newBuilder().setName(name).setVersion(version));
        return this;
    }

    public Told cached() {
        call.setCache(CacheUse.newBuilder().setStatus("hit").setKind("exact"));
        call.setCost(Cost.getDefaultInstance());
        return this;
    }

    public Told paidFrom(String lease, String budget, long nanoUsd) {
        call.addLeases(
                LeaseUse.newBuilder().setLeaseId(lease).setBudgetId(budget).setNanoUsd(nanoUsd));
        return this;
    }

    public Told copyOf(UUID original) {
        call.setShadowOfCallId(original.toString());
        return this;
    }

    /** Another target's answer, which the call did not use. */
    public Told discarding(String provider, String model, long input, long output) {
        call.addAttempts(Attempt.newBuilder()
                .setProvider(provider)
                .setModel(model)
                .setFailure("CONTENT_FILTER")
                .setUsage(Usage.newBuilder().setInputTokens(input).setOutputTokens(output)));
        return this;
    }

    /** No target answered. */
    public Told unanswered() {
        call.clearUsage().clearCost().clearRoute().setStatus(CallStatus.CALL_STATUS_FAILED);
        return this;
    }

    public Told routerSays(long nanoUsd) {
        call.setCost(Cost.newBuilder().setNanoUsd(nanoUsd));
        return this;
    }

    public Told inWorkspace(String workspace) {
        call.setWorkspace(workspace);
        return this;
    }

    public UUID id() {
        return UUID.fromString(call.getCallId());
    }

    public byte[] message() {
        return call.build().toByteArray();
    }

    /** Publishes it, and returns its id. */
    public UUID publish() {
        KafkaEvents.publish(TOPIC, call.getWorkspace(), call.getCallId(), "llmops.router.v1.CallRecord", message());
        return id();
    }

    /** Publishes something else where call records are expected. */
    public static void publishBytes(String key, byte[] payload) {
        KafkaEvents.publish(new TestEvent(TOPIC, key, Map.of(), payload));
    }
}
