package org.llmops.cost.sightings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.cost.delivery.MailServer;
import org.llmops.platform.testkit.RealServers;

/** A workspace is told when a model that it uses costs something else, and only it. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(MailServer.class)
class PriceWatchAppTest {
    @Inject
    PriceWatch watch;

    private final String model = unique("model");

    @AfterEach
    void agreeOnNothing() {
        as("alice").body("{}").put("/v1/custom-prices").then().statusCode(200);
    }

    @Test
    void aPriceIsToldWhenItChangesAndNotWhenItIsLookedAtAgain() throws Throwable {
        agreeOn("1");
        entry(Told.call("acme", "shop").model("house", model).publish());
        entry(Told.call("acme", "shop").model("house", model).publish());
        look();
        look();
        assertThat(alerts("ava")).isEmpty();

        agreeOn("1.50");
        look();
        look();

        Map<String, Object> alert = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> alerts("ava"), found -> found.size() == 1)
                .getFirst();
        assertThat(alert)
                .containsEntry("count", 1)
                .containsEntry("severity", "warning")
                .containsEntry("title", "The model " + model + " of house costs more than before");
        assertThat((Map<?, ?>) alert.get("facts"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("before", Map.of("USD input_tokens", "1", "USD output_tokens", "2"))
                .containsEntry("after", Map.of("USD input_tokens", "1.5", "USD output_tokens", "2"));
        assertThat(alerts("grace")).isEmpty();
    }

    private void agreeOn(String input) {
        as("alice")
                .body("""
                        {"rules":[{"id":"own","provider":"house","match":[{"equals":"%s"}],
                          "rates":{"input_tokens":"%s","output_tokens":"2"}}]}
                        """.formatted(model, input))
                .put("/v1/custom-prices")
                .then()
                .statusCode(200);
    }

    private void look() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> watch.look());
    }

    private List<Map<String, Object>> alerts(String user) {
        return as(user).get("/v1/alerts?limit=200&kind=PRICE_CHANGED")
                .jsonPath()
                .getList("items.findAll { it.subject == 'house/" + model + "' }");
    }
}
