package org.llmops.router.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.ChatDelta;
import org.llmops.router.v1.ChatMessage;
import org.llmops.router.v1.ChatRequest;
import org.llmops.router.v1.ChatStreamRequest;
import org.llmops.router.v1.ChatStreamResponse;
import org.llmops.router.v1.ContentPart;
import org.llmops.router.v1.InferenceServiceGrpc;
import org.llmops.router.v1.InferenceServiceGrpc.InferenceServiceBlockingStub;

/**
 * Streams that say more than was paid for, and streams that nobody waits for, on every surface: in the provider's own
 * format and translated.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class LongStreamsAppTest {
    private static @Nullable ManagedChannel channel;

    @Inject
    Scenarios scenarios;

    @Inject
    FakeTroubles troubles;

    @Inject
    FakePeers peers;

    @AfterAll
    static void disconnect() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"tale-messages", "tale-chat"})
    void aMessageBeyondWhatWasReservedForItEndsAsOneThatReachedItsLength(String provider) {
        Client.Reply reply = beyondItsBound("/v1/messages", provider);

        if (provider.equals("tale-messages")) {
            // It says at once what went in, and what came out only at the end.
            assertThat(scenarios.record(reply).getUsage().getInputTokens()).isEqualTo(100);
            assertThat(scenarios.record(reply).getUsage().getCacheReadTokens()).isEqualTo(40);
        }
        List<JsonNode> ending = afterTheLastPiece(reply, "content_block_delta");
        assertThat(ending)
                .extracting(event -> event.path("type").asText())
                .containsExactly("content_block_stop", "message_delta", "message_stop");
        assertThat(ending.get(0)).isEqualTo(Client.json("{\"type\":\"content_block_stop\",\"index\":0}"));
        assertThat(ending.get(1).path("delta"))
                .isEqualTo(Client.json("{\"stop_reason\":\"max_tokens\",\"stop_sequence\":null}"));
        assertThat(ending.get(1).at("/usage/output_tokens").isIntegralNumber()).isTrue();
        assertThat(ending.get(2)).isEqualTo(Client.json("{\"type\":\"message_stop\"}"));
    }

    @ParameterizedTest
    @CsvSource({"tale-openai", "tale-chat", "tale-messages"})
    void aResponseBeyondWhatWasReservedForItEndsIncomplete(String provider) {
        Client.Reply reply = beyondItsBound("/v1/responses", provider);

        List<JsonNode> ending = afterTheLastPiece(reply, "response.output_text.delta");
        assertThat(ending)
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.incomplete");
        String told = ending.get(0).path("text").asText();
        assertThat(told.split(" ")).hasSizeBetween(51, 60);
        assertThat(ending.get(1).at("/part/text").asText()).isEqualTo(told);
        assertThat(ending.get(2).at("/item/status").asText()).isEqualTo("incomplete");
        JsonNode response = ending.get(3).path("response");
        assertThat(response.path("status").asText()).isEqualTo("incomplete");
        assertThat(response.path("incomplete_details")).isEqualTo(Client.json("{\"reason\":\"max_output_tokens\"}"));
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo(told);
        List<JsonNode> events = events(reply);
        assertThat(events)
                .extracting(event -> event.path("sequence_number").asInt(-1))
                .isEqualTo(IntStream.range(0, events.size()).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"tale-openai", "tale-chat", "tale-messages"})
    void aCompletionBeyondWhatWasReservedForItEndsAsOneThatReachedItsLength(String provider) {
        Client.Reply reply = beyondItsBound("/v1/completions", provider);

        assertThat(reply.events()).last().isEqualTo("[DONE]");
        JsonNode ending = events(reply).getLast();
        assertThat(ending.path("object").asText()).isEqualTo("text_completion");
        assertThat(ending.path("choices"))
                .isEqualTo(Client.json("[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"length\"}]"));
    }

    @ParameterizedTest
    @CsvSource({"tale-messages"})
    void aTranslatedChatBeyondWhatWasReservedForItEndsAsOneThatReachedItsLength(String provider) {
        Client.Reply reply = beyondItsBound("/v1/chat/completions", provider);

        assertThat(reply.events()).last().isEqualTo("[DONE]");
        assertThat(events(reply).getLast().at("/choices/0/finish_reason").asText())
                .isEqualTo("length");
    }

    @Test
    void aCallOverGrpcBeyondWhatWasReservedForItEndsAsOneThatReachedItsLength() {
        Client client = teller();
        List<ChatStreamResponse> pieces = new ArrayList<>();
        int before = troubles.hungUpOn();
        peers.costs().budget("globex", 1_000_000_000);
        try {
            over(client).chatStream(request("tale-chat/endless", "bounded")).forEachRemaining(pieces::add);
        } finally {
            peers.costs().noBudget("globex");
        }

        assertThat(pieces.getLast().getDeltasList())
                .extracting(ChatDelta::getFinishReason)
                .containsExactly("length");
        endedAtItsBound(scenarios.record(pieces.getFirst().getCallId()));
        await().until(() -> troubles.hungUpOn() > before);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, tale-messages",
        "/v1/messages, tale-chat",
        "/v1/responses, tale-openai",
        "/v1/responses, tale-chat",
        "/v1/completions, tale-openai",
        "/v1/completions, tale-messages",
        "/v1/chat/completions, tale-messages"
    })
    void theUsageOfAClientThatHangsUpIsNotLost(String path, String provider) {
        String mark = path + provider;
        teller().hangUpAfter(
                        600,
                        path,
                        "{\"model\":\"" + provider + "/leisurely\",\"stream\":true," + input(path) + "}",
                        more -> more.header("x-llmops-metadata-mark", mark));

        toldItsUsage(scenarios.recordMarked(mark));
    }

    @Test
    void theUsageOfACallOverGrpcThatIsCancelledIsNotLost() throws Exception {
        Context.CancellableContext call = Context.current().withCancellation();
        String callId = call.call(() -> {
            Iterator<ChatStreamResponse> pieces = over(teller()).chatStream(request("tale-chat/leisurely", "left"));
            pieces.next();
            return pieces.next().getCallId();
        });

        call.cancel(null);

        toldItsUsage(scenarios.record(callId));
    }

    private Client.Reply beyondItsBound(String path, String provider) {
        Client client = teller();
        int before = troubles.hungUpOn();
        peers.costs().budget("globex", 1_000_000_000);
        try {
            Client.Reply reply = client.post(
                    path, "{\"model\":\"" + provider + "/endless\",\"stream\":true," + input(path) + "}", more -> more);

            assertThat(reply.status()).describedAs(reply.body()).isEqualTo(200);
            endedAtItsBound(scenarios.record(reply));
            await().until(() -> troubles.hungUpOn() > before);
            return reply;
        } finally {
            peers.costs().noBudget("globex");
        }
    }

    private static void endedAtItsBound(CallRecord record) {
        assertThat(record.getFinishReason()).isEqualTo("length");
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.getUsage().getEstimated()).isTrue();
        assertThat(record.getUsage().getOutputTokens()).isGreaterThan(50);
    }

    private static void toldItsUsage(CallRecord record) {
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_CANCELLED);
        assertThat(record.getUsage().getEstimated()).isFalse();
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getCacheReadTokens()).isEqualTo(40);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getCost().getNanoUsd()).isEqualTo(120_000);
    }

    /** A client of a workspace in which each provider speaks one maker's formats and tells endless stories. */
    private Client teller() {
        Client globex = scenarios.globex();
        if (!globex.get("/v1/models").body().contains("endless")) {
            provider("tale-messages", "anthropic", "");
            provider("tale-openai", "openai", "\"surfaces\":[\"chat_completions\",\"responses\",\"completions\"],");
            provider("tale-chat", "openai", "\"surfaces\":[\"chat_completions\"],");
            await().until(() -> globex.get("/v1/models").body().contains("tale-chat"));
        }
        return globex;
    }

    private static void provider(String name, String dialect, String more) {
        Api.of(Api.GRACE)
                .post("/providers", """
                {"name":"%s","dialect":"%s","base_url":"http://127.0.0.1:%d/v1","credential":"sk-good",%s
                 "models":[{"id":"endless"},{"id":"leisurely"}]}""".formatted(name, dialect, FakeProvider.port(), more))
                .then()
                .statusCode(201);
    }

    private static String input(String path) {
        return switch (path) {
            case "/v1/responses" -> """
                    "input":"Go on","max_output_tokens":50""";
            case "/v1/completions" -> """
                    "prompt":"Go on","max_tokens":50""";
            default -> """
                    "messages":[{"role":"user","content":"Go on"}],"max_tokens":50""";
        };
    }

    private static List<JsonNode> events(Client.Reply reply) {
        return reply.events().stream()
                .filter(event -> !event.equals("[DONE]"))
                .map(Client::json)
                .toList();
    }

    private static List<JsonNode> afterTheLastPiece(Client.Reply reply, String piece) {
        List<JsonNode> events = events(reply);
        int last = IntStream.range(0, events.size())
                .filter(i -> events.get(i).path("type").asText().equals(piece))
                .max()
                .orElseThrow();
        return events.subList(last + 1, events.size());
    }

    private static ChatStreamRequest request(String model, String mark) {
        return ChatStreamRequest.newBuilder()
                .setRequest(ChatRequest.newBuilder()
                        .setModel(model)
                        .setMaxOutputTokens(50)
                        .putMetadata("mark", mark)
                        .addMessages(ChatMessage.newBuilder()
                                .setRole("user")
                                .addContent(ContentPart.newBuilder().setText("Go on"))))
                .build();
    }

    private static InferenceServiceBlockingStub over(Client client) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + client.key());
        if (channel == null) {
            channel = Grpc.newChannelBuilder("localhost:" + RestAssured.port, InsecureChannelCredentials.create())
                    .build();
        }
        return InferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
