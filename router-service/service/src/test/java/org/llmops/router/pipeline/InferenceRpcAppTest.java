package org.llmops.router.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.ChatMessage;
import org.llmops.router.v1.ChatRequest;
import org.llmops.router.v1.ChatResponse;
import org.llmops.router.v1.ChatStreamRequest;
import org.llmops.router.v1.ChatStreamResponse;
import org.llmops.router.v1.ContentPart;
import org.llmops.router.v1.EmbedRequest;
import org.llmops.router.v1.EmbedResponse;
import org.llmops.router.v1.InferenceServiceGrpc;
import org.llmops.router.v1.InferenceServiceGrpc.InferenceServiceBlockingStub;

/** Calls over gRPC. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class InferenceRpcAppTest {
    private static @Nullable ManagedChannel channel;

    @Inject
    Scenarios scenarios;

    @Inject
    FakePeers peers;

    @AfterAll
    static void disconnect() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    @Test
    void answersAndRecordsLikeOverHttp() {
        ChatResponse response = as(scenarios.acme().key())
                .chat(saying("echo", "Good morning").toBuilder()
                        .setEndUser("u8")
                        .setTemperature(0.5)
                        .build());

        assertThat(response.getTarget()).isEqualTo("fake/echo");
        assertThat(response.getCostUsd()).isEqualTo("0.00012");
        assertThat(response.getChoices(0).getFinishReason()).isEqualTo("stop");
        assertThat(response.getChoices(0).getMessage().getContent(0).getText()).isEqualTo("Good morning");
        assertThat(response.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(response.getUsage().getCacheReadTokens()).isEqualTo(40);
        CallRecord record = scenarios.record(response.getCallId());
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.getCaller().getApp()).isEqualTo("shop");
        assertThat(record.getCaller().getEndUser()).isEqualTo("u8");
        assertThat(record.getRequest().getJson()).contains("\"temperature\":0.5");
    }

    @Test
    void streamsPieceByPiece() {
        List<ChatStreamResponse> pieces = new ArrayList<>();
        as(scenarios.acme().key())
                .chatStream(ChatStreamRequest.newBuilder()
                        .setRequest(saying("echo", "One two three four"))
                        .build())
                .forEachRemaining(pieces::add);

        String text = pieces.stream()
                .flatMap(piece -> piece.getDeltasList().stream())
                .map(delta -> delta.getText())
                .collect(Collectors.joining());
        assertThat(text).isEqualTo("One two three four");
        assertThat(pieces.size()).isGreaterThan(2);
        assertThat(pieces).anyMatch(piece -> piece.getUsage().getInputTokens() == 100);
        CallRecord record = scenarios.record(pieces.getFirst().getCallId());
        assertThat(record.getStreamed()).isTrue();
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
    }

    @Test
    void followsWhatAPolicyDirects() {
        String key = scenarios.globex().key();
        peers.guardrails().enforceIn("globex");
        peers.guardrails().holdWhole(true);
        try {
            ChatResponse directed = as(key).chat(saying("echo", "GOTO-plain-echo now"));
            ChatResponse mended = as(key).chat(saying("echo", "MISSHAPEN words"));
            List<ChatStreamResponse> pieces = new ArrayList<>();
            as(key).chatStream(ChatStreamRequest.newBuilder()
                            .setRequest(saying("echo", "MISSHAPEN words"))
                            .build())
                    .forEachRemaining(pieces::add);
            StatusRuntimeException blocked =
                    catchThrowableOfType(StatusRuntimeException.class, () -> as(key).chat(saying("echo", "FORBIDDEN")));

            assertThat(directed.getTarget()).isEqualTo("plain/plain-echo");
            assertThat(mended.getChoices(0).getMessage().getContent(0).getText())
                    .contains("Mend it.");
            assertThat(scenarios.record(mended.getCallId()).getRefusedAnswersCount())
                    .isEqualTo(1);
            assertThat(pieces.stream()
                            .flatMap(piece -> piece.getDeltasList().stream())
                            .map(delta -> delta.getText())
                            .collect(Collectors.joining()))
                    .contains("Mend it.")
                    .doesNotContain("MISSHAPEN");
            assertThat(info(blocked).getReason()).isEqualTo("content_policy_violation");
            assertThat(blocked.getMessage()).doesNotContain("FORBIDDEN");
        } finally {
            peers.guardrails().holdWhole(false);
            peers.guardrails().liftIn("globex");
        }
    }

    @Test
    void embeds() {
        EmbedResponse response = as(scenarios.acme().key())
                .embed(EmbedRequest.newBuilder().setModel("e").addInput("a").build());

        assertThat(response.getEmbeddingsList()).isNotEmpty();
        assertThat(response.getEmbeddings(0).getValuesList()).isNotEmpty();
        assertThat(scenarios.record(response.getCallId()).getOperation()).isEqualTo("embeddings");
    }

    @Test
    void refusesWithAStatusAndTheNameOfTheReason() {
        StatusRuntimeException unknown = refused(saying("no-such-model", "Hi"));

        assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(info(unknown).getReason()).isEqualTo("model_not_found");
        assertThat(info(unknown).getMetadataMap()).containsEntry("field", "model");
    }

    @Test
    void refusesWhatIsNoJsonNamingTheField() {
        StatusRuntimeException malformed =
                refused(saying("echo", "Hi").toBuilder().setExtraJson("[1]").build());
        StatusRuntimeException twice = refused(saying("echo", "Hi").toBuilder()
                .setExtraJson("{\"model\":\"x\"}")
                .build());

        assertThat(malformed.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(info(malformed).getMetadataMap()).containsEntry("field", "extra_json");
        assertThat(info(twice).getMetadataMap()).containsEntry("field", "extra_json");
    }

    @Test
    void wantsAKey() {
        StatusRuntimeException stranger = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> as("sk-llmops-abcdefgh-nonsense").chat(saying("echo", "Hi")));

        assertThat(stranger.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    private StatusRuntimeException refused(ChatRequest request) {
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> as(scenarios.acme().key()).chat(request));
    }

    private static ErrorInfo info(StatusRuntimeException refusal) {
        try {
            return StatusProto.fromThrowable(refusal).getDetails(0).unpack(ErrorInfo.class);
        } catch (Exception none) {
            throw new AssertionError("The status tells no reason", none);
        }
    }

    private static ChatRequest saying(String model, String text) {
        return ChatRequest.newBuilder()
                .setModel(model)
                .addMessages(ChatMessage.newBuilder()
                        .setRole("user")
                        .addContent(ContentPart.newBuilder().setText(text)))
                .build();
    }

    private static InferenceServiceBlockingStub as(String key) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
        if (channel == null) {
            channel = Grpc.newChannelBuilder("localhost:" + RestAssured.port, InsecureChannelCredentials.create())
                    .build();
        }
        return InferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
