package org.llmops.cost.rerating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.Told;
import org.llmops.cost.ledger.CallName;
import org.llmops.cost.ledger.CallState;
import org.llmops.cost.ledger.CallStates;
import org.llmops.cost.ledger.Corrections;
import org.llmops.cost.ledger.Reason;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;

/** Calls that were priced wrongly are priced anew, once. A wrong price is made here by correcting a call to it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RerateAppTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Instant NOON = Instant.parse("2026-02-10T12:00:00Z");

    @Inject
    Transactions transactions;

    @Inject
    CallStates states;

    @Inject
    Corrections corrections;

    private final String app = unique("app");

    @Test
    void whatDiffersIsCorrectedOnceAndPaidBackToTheBudget() throws Throwable {
        String budget = budget(app, "1");
        UUID wrong = Told.call("acme", app).at(NOON).publish();
        entry(wrong);
        entry(Told.call("acme", app).at(NOON.plusSeconds(1)).publish());
        price(wrong, 1_000_000);
        assertThat(money(budget)).isEqualTo("0.00145 0.00 0.99855");

        JsonPath told = done(request(Map.of("dry_run", true)));
        assertThat(told.getString("difference_usd")).isEqualTo("-0.00055");
        assertThat(money(budget)).as("a dry run changes nothing").isEqualTo("0.00145 0.00 0.99855");

        JsonPath first = done(request(Map.of()));
        assertThat(first.getInt("progress.calls_examined")).isEqualTo(2);
        assertThat(first.getInt("calls_differing")).isEqualTo(1);
        assertThat(first.getList("lines"))
                .containsExactly(Map.of(
                        "provider", "simulator",
                        "model", "sim-small",
                        "rule_before", "simulator/sim-small",
                        "rule_after", "simulator/sim-small",
                        "calls", 1,
                        "before_usd", "0.001",
                        "after_usd", "0.00045",
                        "difference_usd", "-0.00055"));
        assertThat(money(budget)).isEqualTo("0.0009 0.00 0.9991");
        JsonPath call = as("ava").get("/v1/ledger/" + wrong).jsonPath();
        assertThat(call.getString("truth.cost_usd")).isEqualTo("0.00045");
        assertThat(call.getList("corrections.cost_usd")).containsExactly("0.00055", "-0.00055");
        assertThat(call.getString("corrections[1].cause")).isEqualTo("reratings/" + first.getString("id"));

        JsonPath again = done(request(Map.of()));
        assertThat(again.getInt("calls_differing")).isZero();
        assertThat(again.getString("difference_usd")).isEqualTo("0.00");
    }

    @Test
    void moreCallsThanABatchAreAllLookedAt() throws Throwable {
        for (int each = 0; each < 1_100; each++) {
            Told.call("acme", app).at(NOON.plusMillis(each % 7)).publish();
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> as("ava")
                        .get("/v1/spend?from=2026-02-10&to=2026-02-11&group_by=app&app=" + app)
                        .path("totals.calls")
                        .equals(1_100));

        assertThat(done(request(Map.of())).getInt("progress.calls_examined")).isEqualTo(1_100);
    }

    @Test
    void onlyWhatIsAskedForIsPricedAnew() throws Throwable {
        UUID wrong = Told.call("acme", app).at(NOON).publish();
        entry(wrong);
        price(wrong, 1_000_000);

        assertThat(done(request(Map.of("model", "sim-large"))).getInt("progress.calls_examined"))
                .isZero();
        assertThat(done(request(Map.of("to", "2026-02-10T12:00:00Z"))).getInt("progress.calls_examined"))
                .isZero();
        assertThat(done(request(Map.of("provider", "simulator"))).getInt("calls_differing"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "from,               yesterday,  TIME_MALFORMED,             from",
        "to,                 2026-02-10, TIME_RANGE_INVALID,         to",
        "price_book_version, 999,        PRICE_BOOK_VERSION_UNKNOWN, price_book_version",
        "price_book_version, 0,          FIELD_INVALID,              price_book_version",
        "colour,             red,        FIELD_INVALID,              colour"
    })
    void aWishThatMakesNoSenseNamesItsField(String field, String value, String type, String named) {
        Response refused = post(Map.of(field, value));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:" + type);
        assertThat(refused.jsonPath().getList("errors.field")).containsExactly(named);
    }

    @Test
    void anotherWorkspaceSeesNoReratingAndAViewerRequestsNone() {
        String id = request(Map.of());

        assertThat(as("grace").get("/v1/reratings/" + id).statusCode()).isEqualTo(404);
        assertThat(as("ava")
                        .body(Map.of("from", "2026-02-10", "to", "2026-02-11"))
                        .post("/v1/reratings")
                        .statusCode())
                .isEqualTo(403);
        assertThat(as("ava").get("/v1/reratings?limit=200").jsonPath().getList("items.id"))
                .contains(id);
    }

    private String request(Map<String, Object> more) {
        return post(more).then().statusCode(202).extract().path("id");
    }

    private Response post(Map<String, Object> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("from", "2026-02-10", "to", "2026-02-11", "app", app));
        wish.putAll(more);
        return as("alice").body(wish).post("/v1/reratings");
    }

    private static JsonPath done(String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> as("ava").get("/v1/reratings/" + id),
                        answer -> answer.jsonPath().getString("state").equals("done"))
                .jsonPath();
    }

    private void price(UUID call, long nanoUsd) throws Throwable {
        CallName name = new CallName(ACME, call);
        VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                ACME,
                session -> states.of(session, List.of(name)).chain(found -> {
                    CallState state = Objects.requireNonNull(found.get(name));
                    return corrections.append(
                            session,
                            List.of(state),
                            List.of(state.corrected(
                                            Reason.RERATED,
                                            "a wrong price",
                                            state.used(),
                                            state.costing().withCost(Money.ofNanoUsd(nanoUsd)),
                                            Instant.now())
                                    .orElseThrow()));
                })));
    }
}
