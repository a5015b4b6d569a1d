package org.llmops.cost;

import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.UNAUTHENTICATED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.v1.CostServiceGrpc.CostServiceBlockingStub;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

/** Viewers read, administrators keep budgets, and only services lease. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RolesContractTest {
    private static final String SOME = "/v1/budgets/" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "/v1/budgets",
        "/v1/ledger",
        "/v1/spend",
        "/v1/spend.csv",
        "/v1/reports/movers",
        "/v1/reports/unit-costs",
        "/v1/reports/savings",
        "/v1/reports/prompts",
        "/v1/reports/chargeback",
        "/v1/chargeback-rules",
        "/v1/reported-tags",
        "/v1/exports/ledger.csv",
        "/v1/exports/focus.csv",
        "/v1/prices",
        "/v1/quote?provider=openai&model=gpt-4o"
    })
    void viewersReadAndStrangersDoNot(String path) {
        as("ava").get(path).then().statusCode(200);
        given().get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({"ava", "arthur"})
    void onlyAdministratorsKeepBudgets(String user) {
        String body = "{\"name\":\"n\",\"period\":\"day\",\"limit_usd\":\"1\"}";

        as(user).body(body).post("/v1/budgets").then().statusCode(403);
        as(user).body(body).put(SOME).then().statusCode(403);
        as(user).delete(SOME).then().statusCode(403);
        as("alice").delete(SOME).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"ava", "arthur"})
    void onlyAdministratorsSayHowSpendIsReported(String user) {
        as(user).body("{\"tags\":[]}").put("/v1/reported-tags").then().statusCode(403);
        as(user).body("{\"rules\":[]}").put("/v1/chargeback-rules").then().statusCode(403);
        as(user).body("{\"from\":\"2026-01-01\",\"to\":\"2026-01-02\"}")
                .post("/v1/rollup-rebuilds")
                .then()
                .statusCode(403);
    }

    @Test
    void onlyServicesLeaseSettleAndAsk() {
        CostServiceBlockingStub alice = grpc(TestTokens.user("alice"), "acme");
        assertRefused(() -> alice.lease(LeaseRequest.getDefaultInstance()), PERMISSION_DENIED);
        assertRefused(() -> alice.settle(SettleRequest.getDefaultInstance()), PERMISSION_DENIED);
        assertRefused(() -> alice.quote(QuoteRequest.getDefaultInstance()), PERMISSION_DENIED);

        CostServiceBlockingStub stranger = grpc("nonsense", "acme");
        assertRefused(() -> stranger.lease(LeaseRequest.getDefaultInstance()), UNAUTHENTICATED);
    }

    private static void assertRefused(ThrowingCallable call, Status.Code code) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(code);
    }
}
