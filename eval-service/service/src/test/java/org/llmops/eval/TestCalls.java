package org.llmops.eval;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CacheUse;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.CallTimings;
import org.llmops.router.v1.CallerRef;
import org.llmops.router.v1.Cost;
import org.llmops.router.v1.LeaseUse;
import org.llmops.router.v1.Payload;
import org.llmops.router.v1.PromptUse;
import org.llmops.router.v1.RouteTaken;
import org.llmops.router.v1.ScreeningFinding;
import org.llmops.router.v1.ScreeningResult;
import org.llmops.router.v1.Usage;

/** Call records as the router tells them. */
public final class TestCalls {
    public static final String TOPIC = "llmops.calls.v1";

    private TestCalls() {}

    /** A name that no other test uses. */
    public static String anyName(String kind) {
        return kind + "-" + UUID.randomUUID();
    }

    /** A plain answered call of acme, just now. */
    public static CallRecord.Builder answered() {
        return CallRecord.newBuilder()
                .setCallId(Ids.next().toString())
                .setWorkspace("acme")
                .setCaller(
                        CallerRef.newBuilder().setSubject("k1").setKind("app").setApp("checkout"))
                .setStartedAt(timestamp(Instant.now()))
                .setOperation("chat")
                .setSurface("openai.chat_completions")
                .setStatus(CallStatus.CALL_STATUS_OK)
                .setHttpStatus(200)
                .setRequestedModel("sim-small")
                .setRequest(payload("{\"model\":\"sim-small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                .setResponse(payload("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"hello\"}}]}"));
    }

    /** A call in which everything happened. */
    public static CallRecord.Builder eventful(Instant startedAt) {
        return answered()
                .setCaller(CallerRef.newBuilder()
                        .setSubject("k1")
                        .setKind("app")
                        .setApp("checkout")
                        .setEndUser("customer-7"))
                .setStartedAt(timestamp(startedAt))
                .setStreamed(true)
                .setFinishReason("stop")
                .setTimings(CallTimings.newBuilder()
                        .setTotalUs(1_234_567)
                        .setFirstTokenUs(200_050)
                        .setOverheadUs(3_000))
                .setRequestedModel("route:support")
                .setRoute(RouteTaken.newBuilder()
                        .setName("support")
                        .setVersion(3)
                        .setTarget("simulator/sim-small")
                        .setProvider("simulator")
                        .setModel("sim-small"))
                .addAttempts(Attempt.newBuilder()
                        .setTarget("simulator/sim-error")
                        .setProvider("simulator")
                        .setModel("sim-error")
                        .setHttpStatus(500)
                        .setFailure("SERVER_ERROR")
                        .setDurationUs(10_500))
                .addAttempts(Attempt.newBuilder()
                        .setTarget("simulator/sim-small")
                        .setProvider("simulator")
                        .setModel("sim-small")
                        .setHttpStatus(200)
                        .setDurationUs(1_220_000))
                .setPrompt(PromptUse.newBuilder()
                        .setName("support-reply")
                        .setVersion(4)
                        .setLabel("production"))
                .setInputScreening(ScreeningResult.newBuilder()
                        .setVerdict("redact")
                        .setPolicy("privacy")
                        .setPolicyVersion(2)
                        .setUnscannedBytes(12)
                        .addFindings(ScreeningFinding.newBuilder()
                                .setRuleId("mail")
                                .setEntity("EMAIL_ADDRESS")
                                .setAction("redact")
                                .setCount(2)))
                .setOutputScreening(ScreeningResult.newBuilder()
                        .setVerdict("allow")
                        .setPolicy("privacy")
                        .setPolicyVersion(2))
                .setCache(CacheUse.newBuilder().setStatus("miss"))
                .setUsage(Usage.newBuilder()
                        .setInputTokens(120)
                        .setCacheReadTokens(100)
                        .setOutputTokens(30)
                        .setReasoningTokens(10)
                        .setRawJson("{\"prompt_tokens\":120,\"x\":1.0}"))
                .setCost(Cost.newBuilder()
                        .setNanoUsd(123_456)
                        .setStatus("exact")
                        .setPriceBookVersion(5)
                        .setRuleId("sim-small-2026"))
                .addLeases(LeaseUse.newBuilder()
                        .setLeaseId("lease-1")
                        .setBudgetId("budget-1")
                        .setNanoUsd(123_456))
                .putAllMetadata(Map.of("ticket", "T-1"));
    }

    public static Timestamp timestamp(Instant time) {
        Instant kept = time.truncatedTo(ChronoUnit.MICROS);
        return Timestamp.newBuilder()
                .setSeconds(kept.getEpochSecond())
                .setNanos(kept.getNano())
                .build();
    }

    public static Payload payload(String json) {
        return Payload.newBuilder().setJson(json).setBytes(json.length()).build();
    }

    public static void publish(CallRecord.Builder... calls) {
        for (CallRecord.Builder call : calls) {
            KafkaEvents.publish(event(call.build()));
        }
    }

    public static TestEvent event(CallRecord call) {
        return new TestEvent(
                TOPIC,
                call.getWorkspace() + "/" + call.getCallId(),
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        call.getCallId(),
                        "ce_source",
                        "/llmops/router-service",
                        "ce_type",
                        "llmops.router.v1.CallRecord",
                        "ce_subject",
                        call.getCallId(),
                        "ce_time",
                        Instant.now().toString(),
                        "ce_workspace",
                        call.getWorkspace(),
                        "content-type",
                        "application/protobuf"),
                call.toByteArray());
    }
}
