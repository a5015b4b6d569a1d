package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.text;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.prompt.v1.PromptEvent;
import org.llmops.prompt.v1.PromptLabelMoved;
import org.llmops.prompt.v1.PromptLabelRemoved;
import org.llmops.prompt.v1.ResolveRequest;

@QuarkusTest
@WithTestResource(RealServers.class)
class PromptEventsAppTest {
    private final Registry arthur = Registry.as("arthur");

    @Test
    void everything_that_happens_to_a_prompt_is_told_in_order() {
        String prompt = anyPrompt();
        arthur.published(prompt, text("one {{x}}").put("labels", JsonArray.of("production")));
        arthur.published(prompt, text("two"));
        arthur.move(prompt, "production", 2).then().statusCode(200);
        arthur.remove(prompt, "production").then().statusCode(204);

        try (KafkaEvents events = KafkaEvents.of("llmops.prompts.v1");
                RegistryGrpc grpc = new RegistryGrpc()) {
            List<TestEvent> told = events.await(5, event -> event.subject().equals(prompt));

            assertThat(told).allSatisfy(event -> {
                assertThat(event.key()).isEqualTo("acme/" + prompt);
                assertThat(event.workspace()).isEqualTo("acme");
                assertThat(event.headers())
                        .containsEntry("ce_specversion", "1.0")
                        .containsEntry("ce_subject", prompt)
                        .containsKeys("ce_id", "ce_time", "ce_source");
            });
            assertThat(told).map(TestEvent::id).doesNotHaveDuplicates();
            assertThat(told)
                    .map(TestEvent::type)
                    .containsExactly(
                            "llmops.prompt.v1.PromptVersionPublished",
                            "llmops.prompt.v1.PromptLabelMoved",
                            "llmops.prompt.v1.PromptVersionPublished",
                            "llmops.prompt.v1.PromptLabelMoved",
                            "llmops.prompt.v1.PromptLabelRemoved");
            List<PromptEvent> payloads =
                    told.stream().map(PromptEventsAppTest::payload).toList();
            assertThat(payloads.get(0).getVersionPublished().getVersion())
                    .isEqualTo(grpc.asUser("ava")
                            .resolve(ResolveRequest.newBuilder()
                                    .setName(prompt)
                                    .setVersion(1)
                                    .build())
                            .getVersion());
            assertThat(payloads.get(1).getLabelMoved()).isEqualTo(moved(prompt, 0, 1));
            assertThat(payloads.get(2).getVersionPublished().getVersion().getVersion())
                    .isEqualTo(2);
            assertThat(payloads.get(3).getLabelMoved()).isEqualTo(moved(prompt, 1, 2));
            assertThat(payloads.get(4).getLabelRemoved())
                    .isEqualTo(PromptLabelRemoved.newBuilder()
                            .setName(prompt)
                            .setLabel("production")
                            .setRemovedBy("arthur")
                            .build());
        }
    }

    @Test
    void what_did_not_happen_is_not_told() {
        String prompt = anyPrompt();
        arthur.published(prompt, text("one").put("labels", JsonArray.of("staging")));
        arthur.publish(prompt, text("{{malformed")).then().statusCode(422);
        arthur.publish(prompt, text("two").put("labels", JsonArray.of("fine", "latest")))
                .then()
                .statusCode(422);
        arthur.move(prompt, "staging", 1).then().statusCode(200);
        arthur.move(prompt, "staging", 9).then().statusCode(404);

        try (KafkaEvents events = KafkaEvents.of("llmops.prompts.v1")) {
            events.await(2, event -> event.subject().equals(prompt));

            assertThat(events.during(Duration.ofSeconds(2)))
                    .filteredOn(event -> event.subject().equals(prompt))
                    .map(TestEvent::type)
                    .containsExactly("llmops.prompt.v1.PromptVersionPublished", "llmops.prompt.v1.PromptLabelMoved");
        }
    }

    private static PromptLabelMoved moved(String prompt, int from, int to) {
        return PromptLabelMoved.newBuilder()
                .setName(prompt)
                .setLabel("production")
                .setFromVersion(from)
                .setToVersion(to)
                .setMovedBy("arthur")
                .build();
    }

    private static PromptEvent payload(TestEvent event) {
        try {
            return PromptEvent.parseFrom(event.payload());
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("Not a PromptEvent", malformed);
        }
    }
}
