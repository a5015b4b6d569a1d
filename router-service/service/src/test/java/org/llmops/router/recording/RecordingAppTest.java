package org.llmops.router.recording;

import static io.restassured.RestAssured.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Timestamps;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.Payload;

/** Records on their way to the real Kafka, also while it is away. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RecordingAppTest {
    private static final String TOPIC = "llmops.calls.v1";

    @Inject
    CallRecording recording;

    @Test
    void aRecordIsAnEventWhoseIdIsTheCalls() throws Exception {
        CallRecord call = call();
        recording.publish(call);

        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            TestEvent event = events.await(found -> found.id().equals(call.getCallId()));
            assertThat(event.key()).isEqualTo("acme/" + call.getCallId());
            assertThat(event.type()).isEqualTo("llmops.router.v1.CallRecord");
            assertThat(event.workspace()).isEqualTo("acme");
            assertThat(event.subject()).isEqualTo(call.getCallId());
            assertThat(CallRecord.parseFrom(event.payload())).isEqualTo(call);
        }
    }

    @Test
    void whileKafkaIsAwayRecordsWaitOnDiskAndTheRouterSaysSo() throws Exception {
        recording.publish(call());
        await().atMost(20, SECONDS).until(() -> recording.recorder().spooled() == 0);
        List<CallRecord> calls = IntStream.range(0, 200).mapToObj(i -> call()).toList();

        RealServers.kafka().whileAway(() -> {
            calls.forEach(recording::publish);
            await().atMost(20, SECONDS)
                    .until(() -> recording.recorder().spooled() >= 200
                            && !recording.recorder().brokerAnswers());
            JsonPath readiness = readiness();
            assertThat(readiness.getString("status")).isEqualTo("UP");
            assertThat(readiness.getString("data.kafka")).startsWith("away");
            assertThat(readiness.getLong("data.answered"))
                    .isEqualTo(readiness.getLong("data.recorded") + readiness.getLong("data.spooled"));
            assertThat(recording.accepting()).isTrue();
        });

        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            List<String> ids = calls.stream().map(CallRecord::getCallId).toList();
            events.await(200, event -> ids.contains(event.id()));
            List<String> arrived = events.during(Duration.ofSeconds(1)).stream()
                    .map(TestEvent::id)
                    .filter(ids::contains)
                    .toList();
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(ids);
        }
        await().atMost(20, SECONDS)
                .until(() -> recording.recorder().spooled() == 0
                        && recording.recorder().brokerAnswers());
        assertThat(recording.recorder().counts().lost()).isZero();
        assertThat(metric("llmops_calls_answered_total")).isEqualTo(metric("llmops_calls_recorded_total"));
        assertThat(metric("llmops_calls_spooled")).isZero();
    }

    /** What it cost is worth more than its bodies. */
    @Test
    void aRecordThatIsTooLargeForTheBrokerArrivesWithoutBodies() throws Exception {
        CallRecord call = call().toBuilder()
                .setRequest(Payload.newBuilder().setJson("x".repeat(9_000_000)).setBytes(9_000_000))
                .build();
        recording.publish(call);

        try (KafkaEvents events = KafkaEvents.of(TOPIC)) {
            TestEvent event = events.await(found -> found.id().equals(call.getCallId()));
            Payload request = CallRecord.parseFrom(event.payload()).getRequest();
            assertThat(request.getTruncated()).isTrue();
            assertThat(request.getBytes()).isEqualTo(9_000_000);
            assertThat(request.getJson()).isEmpty();
        }
    }

    private static CallRecord call() {
        return CallRecord.newBuilder()
                .setCallId(Ids.next().toString())
                .setWorkspace("acme")
                .setStartedAt(Timestamps.fromMillis(1_700_000_000_000L))
                .build();
    }

    private static JsonPath readiness() {
        return get("/q/health/ready").jsonPath().setRootPath("checks.find { it.name == 'call recording' }");
    }

    private static double metric(String name) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
