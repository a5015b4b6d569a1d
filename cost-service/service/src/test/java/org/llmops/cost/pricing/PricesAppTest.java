package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.router;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.v1.PriceStatus;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.Rate;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

/** The price book is published once and served over REST and gRPC. */
@QuarkusTest
@WithTestResource(RealServers.class)
class PricesAppTest {
    @Inject
    PricePublishing publishing;

    @Inject
    CurrentPrices current;

    @Test
    void theShippedBookIsPublishedOnceAndAChangedOneIsTheNextVersion() throws Throwable {
        ShippedBook shipped = ShippedBook.read();
        ShippedBook changed = ShippedBook.of(shipped.document() + "\n");
        assertThat(current.book().version()).isEqualTo(1);

        publish(shipped);
        assertThat(current.book().version()).as("known by its checksum").isEqualTo(1);
        publish(changed);
        publish(changed);
        publish(shipped);
        assertThat(current.book().version())
                .as("an older instance changes nothing")
                .isEqualTo(2);

        try (KafkaEvents events = KafkaEvents.of("llmops.costs.v1")) {
            events.await(2, PricesAppTest::isPublished);
            assertThat(events.during(Duration.ofSeconds(1)))
                    .filteredOn(PricesAppTest::isPublished)
                    .allSatisfy(event -> assertThat(event.key()).isEqualTo("*/price-book"))
                    .extracting(event -> version(event.payload()))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void aQuoteCarriesARateForEveryUnit() {
        QuoteResponse quote = quote("simulator", "sim-claude");

        assertThat(quote.getStatus()).isEqualTo(PriceStatus.PRICE_STATUS_EXACT);
        assertThat(quote.getPriceBookVersion()).isEqualTo(current.book().version());
        assertThat(quote.getRuleId()).isEqualTo("simulator/sim-claude");
        assertThat(quote.getRatesList())
                .containsExactly(
                        rate("input_tokens", "3"),
                        rate("cache_read_tokens", "0.30"),
                        rate("cache_write_tokens", "3.75"),
                        rate("output_tokens", "15"));
        assertThat(quote.hasValidUntil()).isFalse();
    }

    @Test
    void aQuoteSaysHowThePriceWasFound() {
        assertThat(quote("simulator", "sim-stall").getStatus()).isEqualTo(PriceStatus.PRICE_STATUS_ALIAS);
        assertThat(quote("simulator", "gpt-4o"))
                .isEqualTo(QuoteResponse.newBuilder()
                        .setStatus(PriceStatus.PRICE_STATUS_UNPRICED)
                        .setPriceBookVersion(current.book().version())
                        .build());
    }

    @Test
    void aQuoteOverRestSaysTheSame() {
        Map<String, Object> quote = as("ava")
                .queryParam("provider", "anthropic")
                .queryParam("model", "claude-sonnet-4-5-20250929")
                .get("/v1/quote")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");

        assertThat(quote)
                .containsEntry("status", "alias")
                .containsEntry("rule_id", "anthropic/claude-sonnet-4-5")
                .containsEntry(
                        "rates",
                        Map.of(
                                "input_tokens", "3",
                                "cache_read_tokens", "0.3",
                                "cache_write_tokens", "3.75",
                                "output_tokens", "15"))
                .containsEntry(
                        "long_context",
                        Map.of(
                                "above_input_tokens",
                                200_000,
                                "rates",
                                Map.of(
                                        "input_tokens", "6",
                                        "cache_read_tokens", "0.6",
                                        "cache_write_tokens", "7.5",
                                        "output_tokens", "22.5")));
    }

    @Test
    void pricesAreFilteredByProviderModelAndTime() {
        assertThat(ids("provider=simulator"))
                .containsExactly(
                        "simulator/sim",
                        "simulator/sim-claude",
                        "simulator/sim-embed",
                        "simulator/sim-large",
                        "simulator/sim-small");
        assertThat(ids("model=o3")).containsExactly("openai/o3", "openai/o3@2025-06-10");
        assertThat(ids("model=o3&at=2025-06-09T23:59:59Z")).containsExactly("openai/o3");
        assertThat(ids("model=o3&at=2025-06-10")).containsExactly("openai/o3@2025-06-10");
    }

    @Test
    void aPriceNamesItsSourceAndLicence() {
        JsonPath price =
                as("ava").get("/v1/prices?provider=openai&model=gpt-4o").jsonPath();

        assertThat(price.getString("items[0].source.name")).isEqualTo("pydantic/genai-prices");
        assertThat(price.getString("items[0].source.licence")).startsWith("MIT");
        assertThat(price.getMap("items[0].match[0]")).isEqualTo(Map.of("equals", "gpt-4o"));
    }

    @Test
    void pricesArePaged() {
        JsonPath first = as("ava").get("/v1/prices?provider=simulator&limit=3").jsonPath();
        JsonPath second = as("ava")
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/v1/prices?provider=simulator&limit=3")
                .jsonPath();

        assertThat(first.getList("items")).hasSize(3);
        assertThat(second.getList("items.id")).containsExactly("simulator/sim-large", "simulator/sim-small");
        assertThat(second.getString("next_cursor")).isNull();
    }

    private static List<String> ids(String query) {
        return as("ava")
                .get("/v1/prices?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
    }

    private static QuoteResponse quote(String provider, String model) {
        return router("acme")
                .quote(QuoteRequest.newBuilder()
                        .setProvider(provider)
                        .setModel(model)
                        .build());
    }

    private static Rate rate(String unit, String usd) {
        return Rate.newBuilder().setUnit(unit).setUsdPerMillion(usd).build();
    }

    /** What an instance with this book does at its start. */
    private void publish(ShippedBook book) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> publishing.publish(book).chain(publishing::refresh));
    }

    private static boolean isPublished(TestEvent event) {
        return event.type().equals("llmops.cost.v1.PriceBookPublished");
    }

    private static int version(byte[] payload) {
        try {
            return CostEvent.parseFrom(payload).getPriceBookPublished().getVersion();
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
