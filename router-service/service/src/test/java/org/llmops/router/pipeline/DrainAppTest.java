package org.llmops.router.pipeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallStatus;

/** The end of an instance. It gets one of its own, which takes no calls afterwards. */
@QuarkusTest
@TestProfile(DrainAppTest.Ending.class)
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class DrainAppTest {
    /** An instance that ends gives balancers a while to notice. */
    public static final class Ending implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("llmops.drain.notice", "3S");
        }
    }

    @Inject
    Scenarios scenarios;

    @Inject
    Event<ShutdownDelayInitiatedEvent> ending;

    @Inject
    FakeProvider provider;

    @Test
    void streamsFinishWhileNewCallsAreSentElsewhere() throws Exception {
        Client acme = scenarios.acme();
        assertThat(ready()).isEqualTo(200);
        CompletableFuture<Client.Reply> stream = CompletableFuture.supplyAsync(
                () -> acme.chat(StreamAppTest.streamed("held", "A story without an end", "")));
        await().until(() -> provider.requests().stream().anyMatch(asked -> asked.contains("A story")));

        CompletableFuture<Void> ended =
                CompletableFuture.runAsync(() -> ending.fire(new ShutdownDelayInitiatedEvent()));

        await().until(() -> ready() == 503);
        String request = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        assertThat(acme.chat(request).status()).isEqualTo(200);
        await().until(() -> acme.chat(request).status() == 503);
        Client.Reply refused = acme.chat(request);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("shutting_down");
        assertThat(refused.header("connection")).isEqualTo("close");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(acme.post("/v1/messages", request, more -> more)
                        .json()
                        .at("/error/type")
                        .asText())
                .isEqualTo("api_error");
        assertThat(stream.isDone()).isFalse();
        assertThat(ended.isDone()).isFalse();

        provider.letGo();
        Client.Reply finished = stream.get(20, TimeUnit.SECONDS);
        assertThat(finished.events()).last().isEqualTo("[DONE]");
        ended.get(20, TimeUnit.SECONDS);
        assertThat(scenarios.record(finished).getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
    }

    private static int ready() {
        return given().get("/q/health/ready").statusCode();
    }
}
