package org.llmops.cost.ledger;

import static org.hamcrest.Matchers.equalTo;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.platform.testkit.RealServers;

/** A report that nobody could read is refused with what to do about it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class LargeReportContractTest {
    @Inject
    Bookkeeping bookkeeping;

    private final String app = unique("app");

    @Test
    void aReportOfMoreThanFiveThousandRowsIsRefused() throws Throwable {
        List<Call> calls = IntStream.rangeClosed(1, 5_001)
                .mapToObj(version -> CallWire.read(
                        Told.call("acme", app).prompt("p", version).message()))
                .toList();
        VertxContextSupport.subscribeAndAwait(() -> bookkeeping.enter(calls));

        as("ava")
                .queryParam("app", app)
                .get("/v1/spend?group_by=prompt_version")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:llmops:problem:REPORT_TOO_LARGE"));
        as("ava")
                .queryParam("app", app)
                .get("/v1/spend?group_by=app")
                .then()
                .statusCode(200)
                .body("totals.calls", equalTo(5_001), "totals.cost_usd", equalTo("2.25045"));
    }
}
