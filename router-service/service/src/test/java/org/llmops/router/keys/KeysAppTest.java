package org.llmops.router.keys;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.PresentedKey;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.router.Api;
import org.llmops.router.limits.Limit;
import org.llmops.router.limits.LimitUnit;
import org.llmops.router.snapshot.IssuedKeys;
import org.llmops.router.v1.FindKeyRequest;
import org.llmops.router.v1.FindKeyResponse;
import org.llmops.router.v1.KeyServiceGrpc;
import org.llmops.router.v1.KeyServiceGrpc.KeyServiceBlockingStub;
import org.llmops.router.v1.RouteEvent;

@QuarkusTest
@WithTestResource(RealServers.class)
class KeysAppTest {
    private static final Api ALICE = Api.of(Api.ALICE);

    private static @Nullable ManagedChannel channel;

    @Inject
    IssuedKeys issued;

    @AfterAll
    static void disconnect() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    @Test
    void aKeyIsAcceptedAtOnceUntilItIsRevoked() {
        JsonPath key = issue("{\"app\": \"web\"}");
        Api bearer = Api.withKey(key.getString("key"));

        // Known, but no administrator.
        assertThat(bearer.get("/keys").statusCode()).isEqualTo(403);

        ALICE.delete("/keys/" + key.getString("public_id")).then().statusCode(204);
        assertThat(bearer.get("/keys").statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyWithAnotherSecretIsRefused() {
        String key = issue("{\"app\": \"web\"}").getString("key");
        String forged = key.substring(0, key.length() - 1) + (key.endsWith("a") ? "b" : "a");

        assertThat(Api.withKey(forged).get("/keys").statusCode()).isEqualTo(401);
    }

    @Test
    void aKeyIsRefusedOnceItHasExpired() {
        Instant soon = Instant.now().plus(1500, ChronoUnit.MILLIS);
        JsonPath key = issue("{\"app\": \"web\", \"expires_at\": \"" + soon + "\"}");
        Api bearer = Api.withKey(key.getString("key"));
        assertThat(bearer.get("/keys").statusCode()).isEqualTo(403);

        await().atMost(5, SECONDS).until(() -> bearer.get("/keys").statusCode() == 401);
        assertThat(ALICE.get("/keys/" + key.getString("public_id")).jsonPath().getString("state"))
                .isEqualTo("expired");
    }

    @Test
    void aKeysOwnLimitIsKnown() {
        String publicId =
                issue("{\"app\": \"web\", \"requests_per_minute\": 90}").getString("public_id");

        assertThat(issued.key(new WorkspaceId("acme"), publicId).orElseThrow().limits())
                .containsExactly(Limit.ofKey(publicId, LimitUnit.REQUESTS, 90));
        assertThat(issued.key(new WorkspaceId("globex"), publicId)).isEmpty();
    }

    @Test
    void revokingTwiceIsTheSameAsOnce() {
        String publicId = issue("{\"app\": \"web\"}").getString("public_id");
        ALICE.delete("/keys/" + publicId).then().statusCode(204);
        String revokedAt = ALICE.get("/keys/" + publicId).jsonPath().getString("revoked_at");

        ALICE.delete("/keys/" + publicId).then().statusCode(204);
        assertThat(ALICE.get("/keys/" + publicId).jsonPath().getString("revoked_at"))
                .isEqualTo(revokedAt);
    }

    @Test
    void everyIssueAndRevocationIsTold() throws Exception {
        try (KafkaEvents events = KafkaEvents.of("llmops.routes.v1")) {
            String publicId = issue("{\"app\": \"web\"}").getString("public_id");
            ALICE.delete("/keys/" + publicId);

            List<RouteEvent> told = events.await(2, event -> event.subject().equals("keys/" + publicId)).stream()
                    .map(KeysAppTest::parse)
                    .toList();
            assertThat(told.getFirst().getKeyIssued().getApp()).isEqualTo("web");
            assertThat(told.getFirst().getKeyIssued().getIssuedBy()).isEqualTo("alice");
            assertThat(told.getLast().getKeyRevoked().getRevokedBy()).isEqualTo("alice");
        }
    }

    @Test
    void aServiceFindsWhatItNeedsToRecogniseAKey() {
        JsonPath key = issue("{\"app\": \"web\", \"expires_at\": \"2099-01-01T00:00:00Z\"}");
        String presented = key.getString("key");

        FindKeyResponse found = as(TestTokens.service("eval-service"))
                .findKey(FindKeyRequest.newBuilder()
                        .setPublicId(key.getString("public_id"))
                        .build());

        assertThat(found.getSecretSha256().toByteArray())
                .isEqualTo(PresentedKey.sha256(presented.substring(presented.lastIndexOf('-') + 1)));
        assertThat(found.getWorkspace()).isEqualTo("acme");
        assertThat(found.getApp()).isEqualTo("web");
        assertThat(found.getRevoked()).isFalse();
        assertThat(found.getExpiresAt().getSeconds())
                .isEqualTo(Instant.parse("2099-01-01T00:00:00Z").getEpochSecond());
    }

    @Test
    void aServiceIsToldThatAKeyIsUnknown() {
        assertThat(reason(TestTokens.service("eval-service"), "absent0000000000"))
                .isEqualTo("NOT_FOUND KEY_UNKNOWN");
    }

    @Test
    void peopleDoNotFindKeysOverGrpc() {
        assertThat(reason(TestTokens.user(Api.ALICE), "absent0000000000")).isEqualTo("PERMISSION_DENIED ROLE_MISSING");
    }

    private static String reason(String token, String publicId) {
        try {
            as(token).findKey(FindKeyRequest.newBuilder().setPublicId(publicId).build());
            return "found";
        } catch (StatusRuntimeException refused) {
            var details =
                    Objects.requireNonNull(StatusProto.fromThrowable(refused)).getDetailsList();
            try {
                return refused.getStatus().getCode() + " "
                        + details.getFirst().unpack(ErrorInfo.class).getReason();
            } catch (InvalidProtocolBufferException foreign) {
                throw new IllegalStateException(foreign);
            }
        }
    }

    private static KeyServiceBlockingStub as(String token) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        metadata.put(Metadata.Key.of("x-workspace", Metadata.ASCII_STRING_MARSHALLER), "acme");
        return KeyServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(20, SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** gRPC on the HTTP port, as a client in any language sees it; the port is known when the first test runs. */
    private static ManagedChannel channel() {
        if (channel == null) {
            channel = Grpc.newChannelBuilder("localhost:" + RestAssured.port, InsecureChannelCredentials.create())
                    .build();
        }
        return channel;
    }

    private static JsonPath issue(String request) {
        return ALICE.post("/keys", request).then().statusCode(201).extract().jsonPath();
    }

    private static RouteEvent parse(TestEvent event) {
        try {
            return RouteEvent.parseFrom(event.payload());
        } catch (InvalidProtocolBufferException foreign) {
            throw new IllegalStateException(foreign);
        }
    }
}
