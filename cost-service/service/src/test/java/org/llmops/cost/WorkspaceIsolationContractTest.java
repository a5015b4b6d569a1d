package org.llmops.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.lease;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.router;
import static org.llmops.cost.Client.unique;
import static org.llmops.cost.Told.USUAL_NANO_USD;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.llmops.cost.v1.LeaseRequest;
import org.llmops.cost.v1.SettleRequest;
import org.llmops.platform.testkit.RealServers;

/** Nobody in globex sees or moves anything of acme, whatever names they know. */
@QuarkusTest
@WithTestResource(RealServers.class)
class WorkspaceIsolationContractTest {
    private final String app = unique("app");

    @Test
    void budgetsAreOneWorkspacesOwn() {
        String budget = budget(app, "1");
        String name = as("ava").get("/v1/budgets/" + budget).path("name");
        Map<String, Object> same = Map.of("name", name, "period", "total", "limit_usd", "9", "app", app);

        as("grace").get("/v1/budgets/" + budget).then().statusCode(404);
        as("grace").body(same).put("/v1/budgets/" + budget).then().statusCode(404);
        as("grace").delete("/v1/budgets/" + budget).then().statusCode(404);
        List<String> listed = as("grace").get("/v1/budgets?limit=200").path("items.id");
        assertThat(listed).doesNotContain(budget);
        as("grace").body(same).post("/v1/budgets").then().statusCode(201);
        assertThat(money(budget)).isEqualTo("0.00 0.00 1.00");
    }

    @Test
    void theLedgerIsOneWorkspacesOwn() {
        UUID call = Told.call("acme", app).publish();
        entry(call);

        as("grace").get("/v1/ledger/" + call).then().statusCode(404);
        List<String> listed = as("grace").get("/v1/ledger?app=" + app).path("items");
        assertThat(listed).isEmpty();
    }

    @Test
    void spendIsOneWorkspacesOwn() {
        entry(Told.call("acme", app).publish());

        int ours = as("ava").get("/v1/spend?app=" + app).path("totals.calls");
        int theirs = as("grace").get("/v1/spend?app=" + app).path("totals.calls");
        List<String> theirApps = as("grace").get("/v1/spend?group_by=app").path("rows.app");

        assertThat(ours).isEqualTo(1);
        assertThat(theirs).isZero();
        assertThat(theirApps).doesNotContain(app);
    }

    @Test
    void leasesAreOneWorkspacesOwn() {
        String budget = budget(app, "1");
        String lease =
                lease(app, 250_000_000, 250_000_000).getGranted().getSlices(0).getLeaseId();

        assertThatThrownBy(() -> router("globex")
                        .settle(SettleRequest.newBuilder()
                                .setLeaseId(lease)
                                .setRelease(true)
                                .build()))
                .hasMessageContaining("NOT_FOUND");
        assertThat(money(budget)).isEqualTo("0.00 0.25 0.75");
    }

    @Test
    void aBudgetOfAcmeNeverPaysForGlobex() {
        String budget = budget(app, "1");
        String lease =
                lease(app, 250_000_000, 250_000_000).getGranted().getSlices(0).getLeaseId();

        assertThat(router("globex")
                        .lease(LeaseRequest.newBuilder()
                                .setHolder("router-1")
                                .setApp(app)
                                .setWantedNanoUsd(1)
                                .build())
                        .getGranted()
                        .getSlicesList())
                .noneMatch(slice -> slice.getBudgetId().equals(budget));
        UUID call =
                Told.call("globex", app).paidFrom(lease, budget, USUAL_NANO_USD).publish();
        Awaitility.await().until(() -> as("grace").get("/v1/ledger/" + call).statusCode() == 200);

        assertThat(money(budget)).isEqualTo("0.00 0.25 0.75");
    }

    @Test
    void aCallIdIsTakenInOneWorkspaceOnly() {
        Told call = Told.call("acme", app);
        entry(call.publish());

        call.inWorkspace("globex").publish();

        Awaitility.await()
                .until(() -> as("grace").get("/v1/ledger/" + call.id()).statusCode() == 200);
    }
}
