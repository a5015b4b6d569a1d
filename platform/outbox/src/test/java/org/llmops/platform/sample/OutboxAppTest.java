package org.llmops.platform.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.platform.sample.PlatformAppTest.as;
import static org.llmops.platform.sample.PlatformAppTest.note;
import static org.llmops.platform.sample.PlatformAppTest.uniqueName;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

@QuarkusTest
@WithTestResource(RealServers.class)
class OutboxAppTest {
    @Test
    void whatWasCommittedIsToldWithItsCloudEventsHeaders() throws InvalidProtocolBufferException {
        String name = uniqueName();
        try (var events = KafkaEvents.of(NoteResource.TOPIC)) {
            as("alice").body(note(name)).post("/v1/notes").then().statusCode(201);

            var event = events.await(told -> told.subject().equals(name));

            assertThat(event.type()).isEqualTo("google.protobuf.StringValue");
            assertThat(event.workspace()).isEqualTo("acme");
            assertThat(event.key()).isEqualTo("acme/" + name);
            assertThat(event.headers().get("ce_specversion")).isEqualTo("1.0");
            assertThat(event.headers().get("ce_source")).isEqualTo("/llmops/platform-sample");
            assertThat(event.headers().get("content-type")).isEqualTo("application/protobuf");
            assertThat(StringValue.parseFrom(event.payload()).getValue()).isEqualTo("text of " + name);
        }
    }

    @Test
    void whatWasRolledBackIsNeverTold() {
        String failed = uniqueName();
        String committed = uniqueName();
        try (var events = KafkaEvents.of(NoteResource.TOPIC)) {
            as("alice").body(note(failed)).put("/v1/notes/broken").then().statusCode(500);
            as("alice").body(note(committed)).post("/v1/notes").then().statusCode(201);

            events.await(told -> told.subject().equals(committed));

            assertThat(events.during(Duration.ofSeconds(1)))
                    .noneMatch(told -> told.subject().equals(failed));
        }
    }

    @Test
    void nothingIsLostAndNothingOvertakesWhileKafkaIsAway() {
        String name = uniqueName();
        List<String> texts = IntStream.range(0, 20).mapToObj(i -> "text " + i).toList();
        try (var events = KafkaEvents.of(NoteResource.TOPIC)) {
            RealServers.kafka()
                    .whileAway(() -> texts.forEach(text -> as("alice")
                            .body(note(name, text))
                            .post("/v1/notes")
                            .then()
                            .statusCode(201)));

            var told = events.await(texts.size(), event -> event.subject().equals(name));

            assertThat(told)
                    .extracting(OutboxAppTest::text)
                    .startsWith(texts.getFirst())
                    .containsAll(texts);
            assertThat(told).extracting(OutboxAppTest::text).endsWith(texts.getLast());
            assertThat(told.stream().map(OutboxAppTest::text).distinct()).containsExactlyElementsOf(texts);
        }
    }

    private static String text(TestEvent event) {
        try {
            return StringValue.parseFrom(event.payload()).getValue();
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
