package org.llmops.eval.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.anyName;
import static org.llmops.eval.TestCalls.event;
import static org.llmops.eval.TestCalls.payload;
import static org.llmops.eval.TestCalls.publish;
import static org.llmops.eval.TestCalls.timestamp;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.llmops.eval.CallLogTables;
import org.llmops.eval.EvalApi;
import org.llmops.eval.FakeRouter;
import org.llmops.eval.TestCalls;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallerRef;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class CallIngestAppTest {
    private static final String DEAD_LETTERS = "llmops.calls.v1.eval-service.dead";

    @Inject
    DataSource database;

    private final EvalApi ava = EvalApi.as("ava");

    @Test
    void logsACallOnceHoweverOftenItIsTold() {
        CallRecord.Builder call = answered();
        CallRecord.Builder toldOtherwise = call.clone()
                .setStartedAt(timestamp(Instant.now().minus(1, ChronoUnit.DAYS)))
                .setRequestedModel("another");
        CallRecord.Builder last = answered();
        publish(call, call);
        ava.awaitCall(call.getCallId());
        publish(call, toldOtherwise, last);
        ava.awaitCall(last.getCallId());

        assertThat(tables().partitionsOf(call.getCallId())).hasSize(1);
        assertThat(ava.call(call.getCallId()).getString("requested_model")).isEqualTo("sim-small");
    }

    @Test
    void keepsEqualIdsOfTwoWorkspacesApart() {
        CallRecord.Builder ours = answered();
        CallRecord.Builder theirs = ours.clone().setWorkspace("globex").setRequestedModel("theirs");
        publish(ours, theirs);

        assertThat(EvalApi.as("grace").awaitCall(ours.getCallId()).getString("requested_model"))
                .isEqualTo("theirs");
        assertThat(ava.awaitCall(ours.getCallId()).getString("requested_model")).isEqualTo("sim-small");
    }

    @Test
    void putsWhatIsNoCallRecordAsideAndGoesOn() {
        CallRecord.Builder before = answered();
        CallRecord.Builder after = answered();
        CallRecord good = answered().build();
        Map<String, TestEvent> bad = new HashMap<>();
        bad.put("It is not a CallRecord", with(event(good), new byte[] {(byte) 0xff, 1, 2}));
        bad.put(
                "Its call id is not a UUID",
                with(event(good), good.toBuilder().setCallId("x").build().toByteArray()));
        bad.put(
                "It does not say when the call started",
                event(good.toBuilder().clearStartedAt().build()));
        bad.put(
                "It does not say when the call started ",
                event(good.toBuilder()
                        .setStartedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                        .build()));
        bad.put(
                "The envelope names another workspace than the record",
                with(
                        event(good),
                        good.toBuilder().setWorkspace("globex").build().toByteArray()));
        bad.put(
                "Its workspace is malformed",
                event(good.toBuilder().setWorkspace("No Such").build()));
        bad.put(
                "It cannot be read: IllegalArgumentException",
                new TestEvent(TestCalls.TOPIC, "acme/x", Map.of(), good.toByteArray()));
        publish(before);
        bad.values().forEach(KafkaEvents::publish);
        publish(after);

        ava.awaitCall(before.getCallId());
        ava.awaitCall(after.getCallId());
        try (KafkaEvents dead = KafkaEvents.of(DEAD_LETTERS)) {
            List<String> reasons = dead
                    .await(
                            bad.size(),
                            letter -> letter.key().startsWith("acme/x")
                                    || bad.values().stream()
                                            .anyMatch(event -> event.key().equals(letter.key())))
                    .stream()
                    .map(letter -> letter.headers().get("dead-letter-reason"))
                    .toList();
            assertThat(reasons)
                    .containsExactlyInAnyOrderElementsOf(
                            bad.keySet().stream().map(String::trim).toList());
        }
    }

    @Test
    void isolatesTheCallThatTheDatabaseDoesNotTake() {
        // An index entry of PostgreSQL holds about 2700 bytes, and this one cannot be compressed to that.
        StringBuilder endless = new StringBuilder();
        new java.util.Random(1).ints(20_000, 'a', 'z').forEach(endless::appendCodePoint);
        CallRecord.Builder unstorable =
                answered().setCaller(CallerRef.newBuilder().setApp(endless.toString()));
        CallRecord.Builder before = answered();
        CallRecord.Builder after = answered();
        publish(before, unstorable, after);

        ava.awaitCall(before.getCallId());
        ava.awaitCall(after.getCallId());
        try (KafkaEvents dead = KafkaEvents.of(DEAD_LETTERS)) {
            TestEvent letter = dead.await(event -> event.key().endsWith(unstorable.getCallId()));
            assertThat(letter.headers().get("dead-letter-reason")).isEqualTo("The database does not take its values");
        }
        assertThat(ava.get("/v1/calls/{id}", unstorable.getCallId()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void putsEveryCallIntoThePartitionOfItsDay() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Map<String, CallRecord.Builder> calls = new HashMap<>();
        calls.put(partition(now), at(now));
        calls.put(partition(now.minus(1, ChronoUnit.DAYS)), at(now.minus(1, ChronoUnit.DAYS)));
        calls.put(partition(now.minus(80, ChronoUnit.DAYS)), at(now.minus(80, ChronoUnit.DAYS)));
        calls.put(partition(now.plus(2, ChronoUnit.DAYS)), at(now.plus(2, ChronoUnit.DAYS)));
        calls.put("call_log_outlying", at(Instant.parse("2199-12-31T23:59:59.999999Z")));
        publish(calls.values().toArray(CallRecord.Builder[]::new));

        calls.forEach((partition, call) -> {
            assertThat(ava.awaitCall(call.getCallId()).getString("started_at"))
                    .isEqualTo(Instant.ofEpochSecond(
                                    call.getStartedAt().getSeconds(),
                                    call.getStartedAt().getNanos())
                            .toString());
            assertThat(tables().partitionsOf(call.getCallId())).containsExactly(partition);
        });
    }

    @Test
    void ignoresACallThatWouldHaveBeenDroppedByNow() {
        CallRecord.Builder old = at(Instant.now().minus(100, ChronoUnit.DAYS));
        CallRecord.Builder last = answered();
        publish(old, last);
        ava.awaitCall(last.getCallId());

        assertThat(ava.get("/v1/calls/{id}", old.getCallId()).statusCode()).isEqualTo(404);
        assertThat(tables().partitions()).doesNotContain(partition(Instant.now().minus(100, ChronoUnit.DAYS)));
    }

    @Test
    void storesTheHistoryOfAConversationOncePerWorkspace() {
        String topic = anyName("topic");
        StringBuilder history = new StringBuilder();
        CallRecord.Builder last = answered();
        for (int turn = 0; turn < 5; turn++) {
            history.append(turn == 0 ? "" : ",").append("{\"topic\":\"%s\",\"turn\":%d}".formatted(topic, turn));
            last = answered().setRequest(payload("{\"messages\":[" + history + "]}"));
            publish(last, last.clone().setWorkspace("globex"));
        }
        String request = last.getRequest().getJson();
        String id = last.getCallId();

        assertThat(ava.awaitCall(id).getJsonObject("request").encode()).isEqualTo(request);
        assertThat(EvalApi.as("grace").awaitCall(id).getJsonObject("request").encode())
                .isEqualTo(request);
        for (String workspace : List.of("acme", "globex")) {
            assertThat(tables().count(
                                    "payload_block where workspace = ? and position(convert_to(?, 'UTF8') in body) > 0",
                                    workspace,
                                    topic))
                    .as("one block per message of %s", workspace)
                    .isEqualTo(5);
        }
    }

    private CallLogTables tables() {
        return new CallLogTables(database);
    }

    private static CallRecord.Builder at(Instant startedAt) {
        return answered().setStartedAt(timestamp(startedAt));
    }

    private static TestEvent with(TestEvent event, byte[] payload) {
        return new TestEvent(event.topic(), event.key(), event.headers(), payload);
    }

    private static String partition(Instant time) {
        return "call_log_" + DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }
}
