package org.llmops.cost;

import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.router;
import static org.llmops.cost.Client.unique;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.testkit.RealServers;

/** Every problem has its status, its name and, where one is at fault, its field. */
@QuarkusTest
@WithTestResource(RealServers.class)
class CostProblemContractTest {
    private static final Map<String, Object> GOOD =
            Map.of("name", "problems", "period", "total", "limit_usd", "5.00", "app", "problems");

    @Test
    void aProblemIsADocument() {
        UUID nobody = UUID.randomUUID();

        Response answer = as("ava").get("/v1/budgets/" + nobody);

        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getMap(""))
                .isEqualTo(Map.of(
                        "type",
                        "urn:llmops:problem:BUDGET_UNKNOWN",
                        "title",
                        "Budget does not exist",
                        "status",
                        404,
                        "detail",
                        "No budget has the id " + nobody));
    }

    @ParameterizedTest
    @CsvSource({
        "limit_usd, 0,     LIMIT_NOT_POSITIVE",
        "limit_usd, -1,    LIMIT_NOT_POSITIVE",
        "limit_usd, much,  FIELD_INVALID",
        "limit_usd, 0.0000000001, FIELD_INVALID",
        "period,    year,  BUDGET_PERIOD_UNKNOWN",
        "name,      '',    FIELD_INVALID",
        "app,       '',    FIELD_INVALID",
        "unit,      eur,   BUDGET_UNIT_UNKNOWN",
        "limit,     5,     BUDGET_UNIT_UNKNOWN",
        "time_zone, Mars,  BUDGET_WINDOW_INVALID",
        "start_day, 2,     BUDGET_WINDOW_INVALID",
        "rolling,   24h,   BUDGET_WINDOW_INVALID",
        "carry_over, true, BUDGET_WINDOW_INVALID",
        "thresholds, 101,  THRESHOLDS_INVALID",
        "on_exceeded, panic, ON_EXCEEDED_UNKNOWN",
        "colour,    red,   FIELD_INVALID"
    })
    void aBudgetsFieldAtFaultIsNamed(String field, String value, String type) {
        Map<String, Object> request = new HashMap<>(GOOD);
        request.put("name", unique("problems"));
        request.put(field, field.equals("thresholds") ? List.of(value) : value);

        assertProblem(as("alice").body(request).post("/v1/budgets"), 400, type, field);
    }

    @ParameterizedTest
    @CsvSource({"name", "period", "limit_usd"})
    void aBudgetsMissingFieldIsNamed(String field) {
        Map<String, Object> request = new HashMap<>(GOOD);
        request.remove(field);

        assertProblem(as("alice").body(request).post("/v1/budgets"), 400, "FIELD_INVALID", field);
    }

    @Test
    void aNameIsTakenOnce() {
        Map<String, Object> request = new HashMap<>(GOOD);
        request.put("name", unique("taken"));
        as("alice").body(request).post("/v1/budgets").then().statusCode(201);

        assertProblem(as("alice").body(request).post("/v1/budgets"), 409, "BUDGET_NAME_TAKEN", "name");

        String other = budget(unique("app"), "1");
        request.put("app", as("ava").get("/v1/budgets/" + other).path("app"));
        assertProblem(as("alice").body(request).put("/v1/budgets/" + other), 409, "BUDGET_NAME_TAKEN", "name");
    }

    @Test
    void aBudgetKeepsItsScope() {
        String app = unique("app");
        String budget = budget(app, "1");
        Map<String, Object> request = new HashMap<>(Map.of("name", app, "period", "day", "limit_usd", "1", "app", app));

        assertProblem(as("alice").body(request).put("/v1/budgets/" + budget), 422, "BUDGET_SCOPE_FIXED", "period");
        request.put("period", "total");
        request.put("app", "another");
        assertProblem(as("alice").body(request).put("/v1/budgets/" + budget), 422, "BUDGET_SCOPE_FIXED", "app");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/ledger?from=yesterday,                 400, TIME_MALFORMED,     from",
        "/v1/ledger?to=2026-13-01,                  400, TIME_MALFORMED,     to",
        "/v1/ledger?from=2026-02-02&to=2026-02-02,  400, TIME_RANGE_INVALID, to",
        "/v1/ledger?prompt_version=0,               400, FIELD_INVALID,      prompt_version",
        "/v1/ledger?limit=0,                        400, FIELD_INVALID,      limit",
        "/v1/ledger?cursor=nonsense,                400, CURSOR_MALFORMED,   cursor",
        "/v1/spend?group_by=colour,                 400, GROUPING_UNKNOWN,   group_by",
        "/v1/ledger?without=cost,                   400, FILTER_UNKNOWN,     without",
        "/v1/prices?at=now,                         400, TIME_MALFORMED,     at",
        "/v1/quote?provider=openai,                 400, FIELD_INVALID,      model",
        "/v1/ledger/00000000-0000-0000-0000-000000000000, 404, CALL_UNKNOWN,",
        "/v1/budgets/no-uuid,                       404, PATH_UNKNOWN,"
    })
    void aQuestionThatMakesNoSenseIsAnsweredSo(String path, int status, String type, @Nullable String field) {
        assertProblem(as("ava").urlEncodingEnabled(false).get(path), status, type, field);
    }

    @Test
    void aCursorOfAnotherListIsMalformed() {
        String ofBudgets = Cursor.encode("not a time", "not an id");

        assertProblem(as("ava").get("/v1/ledger?cursor=" + ofBudgets), 400, "CURSOR_MALFORMED", "cursor");
    }

    @Test
    void aLeaseRequestMustMakeSense() {
        LeaseRequest good = LeaseRequest.newBuilder().setHolder("router-1").build();

        assertRefused(
                () -> router("acme").lease(good.toBuilder().setHolder(" ").build()),
                INVALID_ARGUMENT,
                "LEASE_REQUEST_INVALID");
        assertRefused(
                () -> router("acme")
                        .lease(good.toBuilder().setAtLeastNanoUsd(-1).build()),
                INVALID_ARGUMENT,
                "LEASE_REQUEST_INVALID");
        assertRefused(
                () -> router("acme")
                        .settle(SettleRequest.newBuilder().setLeaseId("x").build()),
                INVALID_ARGUMENT,
                "LEASE_REQUEST_INVALID");
        assertRefused(
                () -> router("acme")
                        .settle(SettleRequest.newBuilder()
                                .setLeaseId(UUID.randomUUID().toString())
                                .setSpentNanoUsd(-1)
                                .build()),
                INVALID_ARGUMENT,
                "LEASE_REQUEST_INVALID");
    }

    @Test
    void aLeaseThatNobodyHoldsIsUnknown() {
        assertRefused(
                () -> router("acme")
                        .settle(SettleRequest.newBuilder()
                                .setLeaseId(UUID.randomUUID().toString())
                                .build()),
                NOT_FOUND,
                "LEASE_UNKNOWN");
    }

    private static void assertProblem(Response answer, int status, String type, @Nullable String field) {
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:" + type);
        assertThat(answer.statusCode()).isEqualTo(status);
        List<String> fields = answer.jsonPath().getList("errors.field");
        if (field == null) {
            assertThat(fields).isNull();
        } else {
            assertThat(fields).containsExactly(field);
        }
    }

    private static void assertRefused(ThrowingCallable call, Status.Code code, String reason) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(code);
        assertThat(Objects.requireNonNull(StatusProto.fromThrowable(refused)).getDetailsList())
                .anySatisfy(detail -> assertThat(reasonIn(detail)).isEqualTo(reason));
    }

    private static String reasonIn(Any detail) {
        try {
            return detail.is(ErrorInfo.class) ? detail.unpack(ErrorInfo.class).getReason() : "";
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
