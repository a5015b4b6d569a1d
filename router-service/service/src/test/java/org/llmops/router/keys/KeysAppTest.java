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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
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

    @Inject
    DataSource database;

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
    void aRotatedKeyWorksWithBothSecretsUntilTheOverlapEnds() {
        JsonPath key = issue("{\"app\": \"web\"}");
        String path = "/keys/" + key.getString("public_id");
        Api old = Api.withKey(key.getString("key"));
        Instant before = Instant.now();
        Response answer = ALICE.post(path + "/rotate", "{\"overlap_seconds\": 2}");
        Api fresh = Api.withKey(answer.jsonPath().getString("key"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.jsonPath().getString("public_id")).isEqualTo(key.getString("public_id"));
        assertThat(answer.jsonPath().getString("rotated_by")).isEqualTo("alice");
        assertThat(Instant.parse(answer.jsonPath().getString("replaced_until")))
                .isBetween(before.plusSeconds(1), before.plusSeconds(10));
        assertThat(fresh.get("/keys").statusCode()).isEqualTo(403);
        assertThat(old.get("/keys").statusCode()).isEqualTo(403);

        await().atMost(10, SECONDS).until(() -> old.get("/keys").statusCode() == 401);
        assertThat(fresh.get("/keys").statusCode()).isEqualTo(403);
        assertThat(ALICE.get(path).jsonPath().getString("replaced_until")).isNull();
        assertThat(ALICE.get(path).asString())
                .doesNotContain(answer.jsonPath().getString("key").split("-")[3]);
    }

    @Test
    void aLeakedSecretEndsAtOnceAndSoDoesTheOneBeforeIt() {
        JsonPath key = issue("{\"app\": \"web\"}");
        String path = "/keys/" + key.getString("public_id") + "/rotate";
        Api first = Api.withKey(key.getString("key"));
        Api second = Api.withKey(
                ALICE.post(path, "{\"overlap_seconds\": 600}").jsonPath().getString("key"));
        assertThat(first.get("/keys").statusCode()).isEqualTo(403);

        Api third = Api.withKey(
                ALICE.post(path, "{\"overlap_seconds\": 0}").jsonPath().getString("key"));

        assertThat(first.get("/keys").statusCode()).isEqualTo(401);
        assertThat(second.get("/keys").statusCode()).isEqualTo(401);
        assertThat(third.get("/keys").statusCode()).isEqualTo(403);
    }

    @Test
    void aRevokedKeyIsNeitherRotatedNorChanged() {
        JsonPath key = issue("{\"app\": \"web\"}");
        String path = "/keys/" + key.getString("public_id");
        ALICE.post(path + "/rotate", "{\"overlap_seconds\": 600}").then().statusCode(200);
        ALICE.delete(path).then().statusCode(204);

        assertThat(Api.withKey(key.getString("key")).get("/keys").statusCode()).isEqualTo(401);
        for (Response refused :
                List.of(ALICE.post(path + "/rotate", "{\"overlap_seconds\": 0}"), ALICE.put(path, "{}"))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:KEY_INACTIVE");
        }
    }

    @Test
    void whatAKeyIsGoodForIsReplacedAsAWhole() {
        JsonPath key = issue("{\"app\": \"web\", \"requests_per_minute\": 5, \"allowed_models\": [\"gpt-*\"]}");
        String publicId = key.getString("public_id");

        JsonPath changed = ALICE.put("/keys/" + publicId, "{\"tokens_per_minute\": 7, \"description\": \"new\"}")
                .jsonPath();

        assertThat(changed.getString("app")).isEqualTo("web");
        assertThat(changed.getString("description")).isEqualTo("new");
        assertThat(changed.getMap("$")).doesNotContainKeys("requests_per_minute", "allowed_models", "key");
        assertThat(issued.key(new WorkspaceId("acme"), publicId).orElseThrow().limits())
                .containsExactly(Limit.ofKey(publicId, LimitUnit.TOKENS, 7));
        assertThat(Api.withKey(key.getString("key")).get("/keys").statusCode()).isEqualTo(403);
    }

    @Test
    void listsAreNarrowedToAnAppAndAState() {
        String active = issue("{\"app\": \"narrow\"}").getString("public_id");
        String later = issue("{\"app\": \"narrow\", \"expires_at\": \"2099-01-01T00:00:00Z\"}")
                .getString("public_id");
        String revoked = issue("{\"app\": \"narrow\"}").getString("public_id");
        ALICE.delete("/keys/" + revoked);
        Instant soon = Instant.now().plus(1, ChronoUnit.SECONDS);
        String expired =
                issue("{\"app\": \"narrow\", \"expires_at\": \"" + soon + "\"}").getString("public_id");
        await().atMost(5, SECONDS).until(() -> Instant.now().isAfter(soon));

        assertThat(listed("?app=narrow")).containsExactly(expired, revoked, later, active);
        assertThat(listed("?app=narrow&state=active")).containsExactly(later, active);
        assertThat(listed("?app=narrow&state=expired")).containsExactly(expired);
        assertThat(listed("?state=revoked&limit=200")).contains(revoked).doesNotContain(active, later, expired);
        assertThat(listed("?app=nobody")).isEmpty();
        Response wrong = ALICE.get("/keys?state=sleepy");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.jsonPath().getString("errors[0].field")).isEqualTo("state");
    }

    @Test
    void itIsKnownWhenAKeyWasLastUsed() {
        JsonPath key = issue("{\"app\": \"web\"}");
        String path = "/keys/" + key.getString("public_id");
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        assertThat(ALICE.get(path).jsonPath().getString("last_used_at")).isNull();

        Api.withKey(key.getString("key")).request().get("/v1/models").then().statusCode(200);

        await().atMost(10, SECONDS).until(() -> ALICE.get(path).jsonPath().getString("last_used_at") != null);
        assertThat(Instant.parse(ALICE.get(path).jsonPath().getString("last_used_at")))
                .isBetween(before, Instant.now());
        // A change of the key does not undo it.
        assertThat(ALICE.put(path, "{}").jsonPath().getString("last_used_at")).isNotNull();
        assertThat(ALICE.get(path).jsonPath().getString("last_used_at")).isNotNull();
    }

    @Test
    void everyChangeIsInTheAuditLogWithWhoDidIt() throws SQLException {
        String publicId = issue("{\"app\": \"web\"}").getString("public_id");
        ALICE.put("/keys/" + publicId, "{}");
        ALICE.post("/keys/" + publicId + "/rotate", "{\"overlap_seconds\": 0}");
        ALICE.delete("/keys/" + publicId);
        ALICE.post("/keys/" + publicId + "/rotate", "{\"overlap_seconds\": 0}");
        String limit = ALICE.post("/limits", """
                {"scope": {"kind": "app", "value": "audited"}, "unit": "requests", "amount": 5, "window": "1m"}
                """).jsonPath().getString("id");
        ALICE.put("/limits/" + limit, """
                {"scope": {"kind": "app", "value": "audited"}, "unit": "requests", "amount": 6, "window": "1m"}
                """);
        ALICE.delete("/limits/" + limit);

        assertThat(audited("keys/" + publicId))
                .containsExactly("alice key.issue", "alice key.change", "alice key.rotate", "alice key.revoke");
        assertThat(audited("limits/" + limit))
                .containsExactly("alice limit.set", "alice limit.change", "alice limit.lift");
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
    void everyChangeIsTold() throws Exception {
        try (KafkaEvents events = KafkaEvents.of("llmops.routes.v1")) {
            String publicId = issue("{\"app\": \"web\"}").getString("public_id");
            ALICE.put("/keys/" + publicId, "{}");
            ALICE.post("/keys/" + publicId + "/rotate", "{\"overlap_seconds\": 0}");
            ALICE.delete("/keys/" + publicId);

            List<RouteEvent> told = events.await(4, event -> event.subject().equals("keys/" + publicId)).stream()
                    .map(KeysAppTest::parse)
                    .toList();
            assertThat(told.getFirst().getKeyIssued().getApp()).isEqualTo("web");
            assertThat(told.getFirst().getKeyIssued().getIssuedBy()).isEqualTo("alice");
            assertThat(told.get(1).getKeyChanged().getRotated()).isFalse();
            assertThat(told.get(2).getKeyChanged().getRotated()).isTrue();
            assertThat(told.get(2).getKeyChanged().getChangedBy()).isEqualTo("alice");
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
        assertThat(found.hasReplacedUntil()).isFalse();

        ALICE.post("/keys/" + key.getString("public_id") + "/rotate", "{\"overlap_seconds\": 600}");
        FindKeyResponse rotated = as(TestTokens.service("eval-service"))
                .findKey(FindKeyRequest.newBuilder()
                        .setPublicId(key.getString("public_id"))
                        .build());
        assertThat(rotated.getReplacedSha256()).isEqualTo(found.getSecretSha256());
        assertThat(rotated.getReplacedUntil().getSeconds())
                .isGreaterThan(Instant.now().getEpochSecond());
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

    private static List<String> listed(String query) {
        return ALICE.get("/keys" + query).jsonPath().getList("items.public_id");
    }

    private List<String> audited(String resource) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement act =
                        connection.prepareStatement("select set_config('llmops.workspace', 'acme', false)");
                PreparedStatement statement = connection.prepareStatement(
                        "select actor || ' ' || action from audit_log where resource = ? order by id")) {
            act.execute();
            statement.setString(1, resource);
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        }
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
