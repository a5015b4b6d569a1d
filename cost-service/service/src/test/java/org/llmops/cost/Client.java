package org.llmops.cost;

import static io.restassured.RestAssured.given;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.llmops.cost.v1.CostServiceGrpc;
import org.llmops.cost.v1.CostServiceGrpc.CostServiceBlockingStub;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.testkit.TestTokens;

/** The service as people and routers use it. */
public final class Client {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("Authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> WORKSPACE =
            Metadata.Key.of("X-Workspace", Metadata.ASCII_STRING_MARSHALLER);

    private Client() {}

    public static RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }

    public static CostServiceBlockingStub router(String workspace) {
        return grpc(TestTokens.service("router-service"), workspace);
    }

    public static CostServiceBlockingStub grpc(String token, String workspace) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        headers.put(WORKSPACE, workspace);
        return CostServiceGrpc.newBlockingStub(Channel.OPEN)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** A name that no other test uses. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Creates a budget of all time for one app of acme, and returns its id. */
    public static String budget(String app, String limitUsd) {
        return as("alice")
                .body(Map.of("name", unique("budget"), "period", "total", "limit_usd", limitUsd, "app", app))
                .post("/v1/budgets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** `settled leased remaining`, in USD. */
    public static String money(String budget) {
        JsonPath now = as("ava")
                .get("/v1/budgets/" + budget)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return now.getString("settled_usd") + " " + now.getString("leased_usd") + " " + now.getString("remaining_usd");
    }

    public static LeaseResponse lease(String app, long atLeast, long wanted) {
        return router("acme")
                .lease(LeaseRequest.newBuilder()
                        .setHolder("router-1")
                        .setApp(app)
                        .setAtLeastNanoUsd(atLeast)
                        .setWantedNanoUsd(wanted)
                        .build());
    }

    public static SettleResponse settle(String lease, long spent, long reserved, boolean release) {
        return router("acme")
                .settle(SettleRequest.newBuilder()
                        .setLeaseId(lease)
                        .setSpentNanoUsd(spent)
                        .setReservedNanoUsd(reserved)
                        .setRelease(release)
                        .build());
    }

    /** What a router says that spends while Kafka is away from it. */
    public static SettleResponse settleUnrecorded(String lease, long spent, long unrecorded) {
        return router("acme")
                .settle(SettleRequest.newBuilder()
                        .setLeaseId(lease)
                        .setSpentNanoUsd(spent)
                        .setUnrecordedNanoUsd(unrecorded)
                        .build());
    }

    /** Waits until a call is in the ledger, and returns its entry. */
    public static JsonPath entry(UUID call) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> as("ava").get("/v1/ledger/" + call), answer -> answer.statusCode() == 200)
                .jsonPath();
    }

    /** One channel for all tests; it ends with their JVM. */
    private static final class Channel {
        private static final ManagedChannel OPEN = ManagedChannelBuilder.forAddress("localhost", RestAssured.port)
                .usePlaintext()
                .build();
    }
}
