package org.llmops.cost.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.router;
import static org.llmops.cost.Client.unique;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.v1.PriceStatus;
import org.llmops.cost.v1.QuoteRequest;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.QuotedModel;
import org.llmops.cost.v1.Rate;
import org.llmops.cost.v1.RequestSize;
import org.llmops.cost.v1.UnpricedPolicy;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

/** Prices are published as versions, compared, agreed on by workspaces, and quoted over REST and gRPC. */
@QuarkusTest
@WithTestResource(RealServers.class)
class PriceBooksAppTest {
    private static final String PRICE = """
            {"provider":"%s","model":"%s","usage":{"input_tokens":1000000,"output_tokens":1000000}}""";

    @Inject
    PricePublishing publishing;

    @Inject
    PriceLoading loading;

    @Inject
    CurrentPrices current;

    @Test
    void aPublishedBookIsTheNextVersionAndABuildsBookDoesNotReplaceIt() throws Throwable {
        ShippedBook shipped = ShippedBook.read();
        ShippedBook next = ShippedBook.of(shipped.document() + "\n");
        int before = current.version();
        publish(shipped);
        assertThat(current.version()).as("known by its checksum").isEqualTo(before);
        publish(next);
        publish(next);
        assertThat(current.version()).as("of a newer build").isEqualTo(before + 1);

        String document = shipped.document().replace("\"output_tokens\":\"0.6\"", "\"output_tokens\":\"0.7\"");
        Response published = as("alice").body(document).post("/v1/price-books?note=dearer");
        int version = published.path("published.version");
        assertThat(version).isEqualTo(before + 2);
        assertThat(published.<String>path("published.note")).isEqualTo("dearer");
        assertThat(as("alice").body(document).post("/v1/price-books").<Integer>path("published.version"))
                .as("the same again")
                .isEqualTo(version);
        publish(ShippedBook.of(shipped.document() + "\n\n"));
        assertThat(current.version()).isEqualTo(version);

        Response diff = as("ava").get("/v1/price-books/shipped/diff/" + version + "?limit=200");
        assertThat(diff.<List<String>>path("items.id")).contains("simulator/sim-small", "simulator/sim");
        assertThat(diff.<Map<String, Object>>path("items.find { it.id == 'simulator/sim' }"))
                .isEqualTo(Map.of(
                        "id",
                        "simulator/sim",
                        "change",
                        "changed",
                        "fields",
                        Map.of("rates.output_tokens", Map.of("from", "0.6", "to", "0.7"))));
        assertThat(cost("ava", "simulator", "sim-small")).isEqualTo("0.85");

        as("alice")
                .body(shipped.document())
                .post("/v1/price-books?note=back")
                .then()
                .statusCode(200);
        assertThat(as("ava").get("/v1/price-books").<String>path("items[0].note"))
                .isEqualTo("back");
        assertThat(cost("ava", "simulator", "sim-small")).isEqualTo("0.75");
        VertxContextSupport.subscribeAndAwait(() -> loading.load(version));
        assertThat(current.book(version).version())
                .as("for pricing the past anew")
                .isEqualTo(version);

        try (KafkaEvents events = KafkaEvents.of("llmops.costs.v1")) {
            events.await(4, PriceBooksAppTest::isPublished);
        }
    }

    @Test
    void whoPublishesAtOnceGetsVersionsInARowAndTheLastOneHolds() throws Exception {
        String document = """
                {"rules":[{"id":"at-once","provider":"at-once","match":[{"equals":"m"}],
                 "rates":{"input_tokens":"%d","output_tokens":"0"}}]}
                """;
        Map<Integer, Integer> rates = new ConcurrentSkipListMap<>();
        try (ExecutorService admins = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int admin = 1; admin <= 8; admin++) {
                int rate = admin;
                admins.submit(() -> rates.put(
                        as("alice")
                                .body(document.formatted(rate))
                                .put("/v1/custom-prices")
                                .path("published.version"),
                        rate));
            }
        }

        List<Integer> versions = List.copyOf(rates.keySet());
        assertThat(versions).hasSize(8);
        assertThat(versions.getLast() - versions.getFirst()).isEqualTo(7);
        assertThat(cost("ava", "at-once", "m")).isEqualTo(rates.get(versions.getLast()) + ".00");
        as("alice").body("{\"rules\":[]}").put("/v1/custom-prices").then().statusCode(200);
    }

    @Test
    void aBookThatIsPartlyWrongChangesNothingUnlessToldToSkip() {
        String wrong = """
                {"sources":[{"id":"s","name":"n","url":"u","licence":"l"}],"rules":[
                 {"id":"a","provider":"skip","match":[{"equals":"m"}],"source":"s","rates":{"input_tokens":"1"}},
                 {"id":"b","provider":"skip","match":[{"equals":"m"}],"source":"s","rates":{"input_tokens":"-1"}}]}
                """;
        int version = current.version();

        Response refused = as("alice").body(wrong).post("/v1/price-books");
        Response checked = as("alice").body(wrong).post("/v1/price-books?on_error=skip&dry_run=true");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:PRICE_ROW_INVALID");
        assertThat(refused.<Object>path("errors"))
                .isEqualTo(
                        List.of(Map.of("field", "rules[1].rates.input_tokens", "detail", "A price is not negative")));
        assertThat(checked.<Map<String, Object>>path(""))
                .isEqualTo(Map.of(
                        "rules",
                        1,
                        "skipped",
                        List.of(Map.of("field", "rules[1].rates.input_tokens", "detail", "A price is not negative"))));
        assertThat(current.version()).isEqualTo(version);
    }

    @Test
    void onlyAdministratorsOfPublishersPublishForEveryone() {
        Response elsewhere = as("grace").body("{\"rules\":[]}").post("/v1/price-books");

        as("ava").body("{}").post("/v1/price-books").then().statusCode(403);
        as("ava").body("{}").post("/v1/exchange-rates").then().statusCode(403);
        assertThat(elsewhere.statusCode()).isEqualTo(403);
        assertThat(elsewhere.<String>path("type")).isEqualTo("urn:llmops:problem:PRICE_BOOK_NOT_YOURS");
    }

    @Test
    void whatAWorkspaceAgreedOnHoldsForItAlone() {
        String model = unique("m");
        String document = """
                {"rules":[{"id":"own","provider":"house","match":[{"equals":"%s"}],"rates":{"input_tokens":"1","output_tokens":"2"}}],
                 "discounts":[{"id":"tenth","provider":"simulator","match":[{"equals":"sim-large"}],"percent":"10"}],
                 "unpriced":"refuse"}""".formatted(model);

        Response published = as("alice").body(document).put("/v1/custom-prices?note=contract");
        int version = published.path("published.version");

        assertThat(cost("ava", "house", model)).isEqualTo("3.00");
        assertThat(cost("ava", "simulator", "sim-large"))
                .as("12.50 less a tenth")
                .isEqualTo("11.25");
        assertThat(price("ava", "simulator", "sim-large").<String>path("rule_id"))
                .isEqualTo("simulator/sim-large+custom@" + version + "/tenth");
        assertThat(price("grace", "house", model).<String>path("status")).isEqualTo("unpriced");
        assertThat(cost("grace", "simulator", "sim-large")).isEqualTo("12.50");
        as("grace").get("/v1/custom-prices/" + version).then().statusCode(404);
        assertThat(as("grace").get("/v1/custom-prices").<List<Object>>path("items"))
                .isEmpty();

        QuoteResponse ours = quote("acme", "house", model);
        assertThat(ours.getRuleId()).isEqualTo("custom@" + version + "/own");
        assertThat(ours.getUnpricedPolicy()).isEqualTo(UnpricedPolicy.UNPRICED_POLICY_REFUSE);
        assertThat(quote("globex", "house", model).getStatus()).isEqualTo(PriceStatus.PRICE_STATUS_UNPRICED);

        as("alice").body("{}").put("/v1/custom-prices").then().statusCode(200);
        assertThat(as("ava")
                        .get("/v1/custom-prices/" + version + "/diff/" + (version + 1))
                        .<String>path("items[0].change"))
                .isEqualTo("removed");
        as("ava").body("{}").put("/v1/custom-prices").then().statusCode(403);
    }

    @Test
    void anotherCurrencyNeedsARateOfItsDay() {
        String model = unique("m");
        as("alice").body("""
                        {"rules":[{"id":"eur","provider":"maison","match":[{"equals":"%s"}],"currency":"EUR",
                          "rates":{"input_tokens":"1","output_tokens":"1"}}]}""".formatted(model)).put("/v1/custom-prices").then().statusCode(200);
        String priced = """
                {"provider":"maison","model":"%s","at":"2026-03-08","usage":{"input_tokens":1000000}}""".formatted(model);
        assertThat(as("ava").body(priced).post("/v1/price").<String>path("status"))
                .isEqualTo("missing");

        String rates = """
                {"source":"ECB","rates":[{"date":"2026-03-06","currency":"EUR","per_usd":"0.8"},
                 {"date":"2026-03-09","currency":"EUR","per_usd":0.5}]}""";
        assertThat(as("alice").body(rates).post("/v1/exchange-rates").<Integer>path("added"))
                .isEqualTo(2);
        assertThat(as("alice").body(rates).post("/v1/exchange-rates").<Integer>path("added"))
                .as("the same again says nothing new")
                .isZero();

        assertThat(as("ava").body(priced).post("/v1/price").<Map<String, Object>>path(""))
                .containsEntry("cost_usd", "1.25")
                .containsEntry("status", "exact")
                .containsEntry("conversion", Map.of("currency", "EUR", "day", "2026-03-06", "per_usd", "0.8"));
        assertThat(as("ava").get("/v1/exchange-rates?currency=EUR").<List<String>>path("items.day"))
                .containsExactly("2026-03-09", "2026-03-06");
        assertThat(as("alice")
                        .body("{\"source\":\"x\",\"rates\":[{\"date\":\"never\",\"currency\":\"EU\",\"per_usd\":0}]}")
                        .post("/v1/exchange-rates")
                        .<List<String>>path("errors.field"))
                .containsExactly("rates[0].date", "rates[0].currency", "rates[0].per_usd");
        as("alice").body("{}").put("/v1/custom-prices").then().statusCode(200);
    }

    @Test
    void aQuoteCarriesEveryRateWithItsParts() {
        QuoteResponse quote = quote("globex", "simulator", "sim-claude");

        assertThat(quote.getStatus()).isEqualTo(PriceStatus.PRICE_STATUS_EXACT);
        assertThat(quote.getRuleId()).isEqualTo("simulator/sim-claude");
        assertThat(quote.getRatesList())
                .containsExactly(
                        rate("cache_read_tokens", "0.3"),
                        rate("cache_write_tokens", "3.75"),
                        rate("input_tokens", "3", "cache_read_tokens", "cache_write_tokens"),
                        rate("output_tokens", "15"));
        assertThat(quote("globex", "simulator", "gpt-4o").getStatus()).isEqualTo(PriceStatus.PRICE_STATUS_UNPRICED);
        assertThat(quote("globex", "anthropic", "claude-sonnet-4-5")
                        .getThresholds(0)
                        .getAbove())
                .isEqualTo(200_000);
        assertThat(quote("globex", "openai", "gpt-5").getServiceTiersList())
                .extracting(tier -> tier.getServiceTier())
                .contains("flex", "priority");
    }

    @Test
    void aRequestIsEstimatedOnEveryModelTheCheapestFirst() {
        Map<String, Object> request = Map.of(
                "models",
                List.of(
                        Map.of("provider", "simulator", "model", "sim-large"),
                        Map.of("provider", "nobody", "model", "x"),
                        Map.of("provider", "simulator", "model", "sim-small")),
                "message_bytes",
                List.of(3_000, 1_000),
                "max_output_tokens",
                100);

        Response estimates = as("grace").body(request).post("/v1/quotes");

        assertThat(estimates.<List<String>>path("estimates.model")).containsExactly("sim-small", "sim-large", "x");
        assertThat(estimates.<Integer>path("expected_input_tokens")).isEqualTo(1_000);
        assertThat(estimates.<String>path("estimates[0].upper_bound_usd"))
                .as("4000 x 0.15 + 100 x 0.60 for a million")
                .isEqualTo("0.00066");
        assertThat(estimates.<String>path("estimates[0].expected_usd")).isEqualTo("0.00021");
        assertThat(estimates.<String>path("estimates[2].status")).isEqualTo("unpriced");

        QuoteResponse same = router("globex")
                .quote(QuoteRequest.newBuilder()
                        .addModels(QuotedModel.newBuilder()
                                .setProvider("simulator")
                                .setModel("sim-small"))
                        .setRequest(
                                RequestSize.newBuilder().addMessageBytes(4_000).setMaxOutputTokens(100))
                        .build());
        assertThat(same.getEstimates(0).getUpperBoundNanoUsd()).isEqualTo(660_000);
        assertThat(same.getEstimates(0).getExpectedNanoUsd()).isEqualTo(210_000);
    }

    @Test
    void aPriceExplainsItself() {
        assertThat(as("grace").body("""
                                {"provider":"anthropic","model":"claude-sonnet-4-5-20250929","at":"2026-08-01",
                                 "usage":{"input_tokens":401468,"output_tokens":792,"web_searches":10}}""").post("/v1/price").<Map<String, Object>>path(""))
                .isEqualTo(Map.of(
                        "cost_usd",
                        "2.526628",
                        "status",
                        "alias",
                        "rule_id",
                        "anthropic/claude-sonnet-4-5",
                        "price_book_version",
                        current.version(),
                        "lines",
                        List.of(
                                line("input_tokens", 401_468, "0.000006", "2.408808"),
                                line("output_tokens", 792, "0.0000225", "0.01782"),
                                line("web_searches", 10, "0.01", "0.1"))));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"provider\":\"p\",\"model\":\"m\",\"usage\":{\"lines\":1}}',                            usage.lines",
        "'{\"provider\":\"p\",\"model\":\"m\",\"usage\":{\"input_tokens\":-1}}',                    usage.input_tokens",
        "'{\"provider\":\"p\",\"model\":\"m\",\"usage\":{\"cache_read_tokens\":1}}',                usage",
        "'{\"provider\":\"p\",\"model\":\"m\",\"service_tier\":\"x\",\"usage\":{\"requests\":1}}',  service_tier"
    })
    void usageThatMakesNoSenseIsRefused(String body, String field) {
        Response refused = as("ava").body(body).post("/v1/price");

        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:USAGE_INVALID");
        assertThat(refused.<List<String>>path("errors.field")).containsExactly(field);
    }

    @Test
    void pricesAreFilteredAndPaged() {
        assertThat(ids("model=o3&provider=openai&at=2025-06-09T23:59:59Z")).contains("openai/o3");
        assertThat(ids("model=o3&provider=openai&at=2025-06-10")).contains("openai/o3@2025-06-10");
        Response first = as("grace").get("/v1/prices?provider=simulator&limit=3");
        assertThat(as("grace")
                        .queryParam("cursor", first.<String>path("next_cursor"))
                        .get("/v1/prices?provider=simulator&limit=3")
                        .<List<String>>path("items.id"))
                .containsExactly("simulator/sim-large", "simulator/sim-small");
        assertThat(as("grace")
                        .get("/v1/prices?provider=openai&model=gpt-4o&at=2026-08-01")
                        .<String>path("items[0].source.licence"))
                .startsWith("MIT");
    }

    private static Map<String, Object> line(String unit, int count, String usdPerUnit, String amount) {
        return Map.of("unit", unit, "count", count, "usd_per_unit", usdPerUnit, "amount_usd", amount);
    }

    private static List<String> ids(String query) {
        return as("grace").get("/v1/prices?" + query).path("items.id");
    }

    private static Response price(String user, String provider, String model) {
        return as(user).body(PRICE.formatted(provider, model)).post("/v1/price");
    }

    private static String cost(String user, String provider, String model) {
        return price(user, provider, model).path("cost_usd");
    }

    private static QuoteResponse quote(String workspace, String provider, String model) {
        return router(workspace)
                .quote(QuoteRequest.newBuilder()
                        .setProvider(provider)
                        .setModel(model)
                        .build());
    }

    private static Rate rate(String unit, String usd, String... parts) {
        return Rate.newBuilder()
                .setUnit(unit)
                .setUsdPerMillion(usd)
                .setUsd(usd)
                .setPer(1_000_000)
                .addAllParts(List.of(parts))
                .build();
    }

    /** What an instance with this book does at its start. */
    private void publish(ShippedBook book) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> publishing.publish(book).chain(loading::refresh));
    }

    private static boolean isPublished(TestEvent event) {
        try {
            return CostEvent.parseFrom(event.payload()).hasPriceBookPublished();
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
