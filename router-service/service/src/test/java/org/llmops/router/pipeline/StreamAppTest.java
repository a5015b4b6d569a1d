package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Calls that are answered while the answer is made. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class StreamAppTest {
    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    /** Also where putting the answer together takes a thread of its own. */
    @Test
    void aRecordIsKeptBeforeTheClientSeesTheEnd() {
        String request = streamed("echo", "One two three ", "");
        String longRequest = streamed("echo", "A long story about everything ".repeat(20), "");
        for (int i = 0; i < 20; i++) {
            long recorded = scenarios.recorded();
            assertThat(scenarios.acme().chat(i % 2 == 0 ? request : longRequest).events())
                    .last()
                    .isEqualTo("[DONE]");
            assertThat(scenarios.recorded()).isGreaterThan(recorded);
        }
    }

    @Test
    void hidesTheUsageFromAClientThatDidNotAskForIt() {
        Client.Reply reply = scenarios.acme().chat(streamed("echo", "One two three", ""));

        assertThat(reply.streamedText()).isEqualTo("One two three");
        assertThat(reply.events()).last().isEqualTo("[DONE]");
        assertThat(reply.events()).noneMatch(event -> event.contains("\"usage\""));
        assertThat(Client.json(provider.lastRequest())
                        .at("/stream_options/include_usage")
                        .asBoolean())
                .isTrue();
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStreamed()).isTrue();
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getUsage().getEstimated()).isFalse();
        assertThat(record.getCost().getNanoUsd()).isEqualTo(120_000);
        assertThat(record.getTimings().getFirstTokenUs()).isPositive();
        assertThat(Client.json(record.getResponse().getJson())
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("One two three");
    }

    @Test
    void showsTheUsageToAClientThatAskedForIt() {
        Client.Reply reply =
                scenarios.acme().chat(streamed("echo", "One", ",\"stream_options\":{\"include_usage\":true}"));

        assertThat(reply.events()).anyMatch(event -> event.contains("\"prompt_tokens\":100"));
    }

    @Test
    void streamsOverHttp2() {
        Client.Reply reply = scenarios.acme().chatOverHttp2(streamed("echo", "One two three", ""));

        assertThat(reply.streamedText()).isEqualTo("One two three");
        assertThat(reply.events()).last().isEqualTo("[DONE]");
    }

    @Test
    void endsWithAnErrorEventWhenTheProviderBreaksOffAfterContent() {
        Client.Reply reply = scenarios.acme().chat(streamed("cut-late", "One two three four", ""));

        assertThat(reply.status()).isEqualTo(200);
        List<String> events = reply.events();
        assertThat(reply.streamedText()).isEqualTo("One t");
        assertThat(Client.json(events.getLast()).at("/error/code").asText()).isEqualTo("provider_unavailable");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_FAILED);
        assertThat(record.getAttempts(0).getFailure()).isEqualTo("CUT");
        assertThat(record.getUsage().getEstimated()).isTrue();
    }

    @Test
    void givesUpAProviderThatStallsAfterContent() {
        Client.Reply reply = scenarios.acme().chat(streamed("stall", "One two three four", ""));

        assertThat(Client.json(reply.events().getLast()).at("/error/code").asText())
                .isEqualTo("provider_timeout");
        assertThat(scenarios.record(reply).getAttempts(0).getFailure()).isEqualTo("TIMEOUT");
    }

    @Test
    void theUsageOfAClientThatHangsUpIsNotLost() {
        scenarios
                .acme()
                .hangUpAfter(
                        300, streamed("slow", "A long story about everything", ",\"metadata\":{\"mark\":\"gone\"}"));

        CallRecord record = scenarios.recordMarked("gone");
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_CANCELLED);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getUsage().getEstimated()).isFalse();
        assertThat(record.getCost().getNanoUsd()).isEqualTo(120_000);
    }

    static String streamed(String model, String content, String more) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + content
                + "\"}]" + more + "}";
    }
}
