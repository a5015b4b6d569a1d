package org.llmops.cost.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.Pricings;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;

/** What real providers' usage costs by the shipped book is what pydantic/genai-prices (MIT) says it costs. */
class UsagePricesTest {
    /** Between the dated prices of that list, and at an hour at which everyone charges the full price. */
    private static final Instant WHEN = Instant.parse("2026-08-01T12:00:00Z");

    private final CallPricing pricing = Pricings.by(ShippedBook.read().book(1));

    @Test
    void realUsageCostsWhatItsProviderBills() throws IOException {
        JsonNode cases = fixture().path("cases");
        List<String> wrong = new ArrayList<>();
        for (JsonNode one : cases) {
            check(
                    one.path("provider"),
                    one.path("model"),
                    one.path("usage"),
                    one.path("cost_usd").asText(),
                    wrong);
        }

        assertThat(cases).hasSizeGreaterThan(250);
        assertThat(wrong).isEmpty();
    }

    /** Every body of the shared data, where that is at hand; what has no price there has none here, or another list's. */
    @Test
    void everyBodyCostsWhatItsProviderBills() throws IOException {
        String folder = System.getProperty("llmops.shared-data", "");
        assumeTrue(!folder.isEmpty(), "Give the shared data's folder as -Dllmops.shared-data=… to check all bodies");
        JsonNode bodies = PriceDocument.parse(
                Files.readString(Path.of(folder, "prices", "usage-bodies.json"), StandardCharsets.UTF_8));
        Map<String, JsonNode> readings = readings();
        List<String> wrong = new ArrayList<>();
        List<String> dearer = new ArrayList<>();
        int priced = 0;
        int byReading = 0;
        for (int at = 0; at < bodies.size(); at++) {
            JsonNode body = bodies.get(at);
            for (JsonNode extracted : body.path("extracted")) {
                for (JsonNode extractor : extracted.path("extractors")) {
                    if (!extractor.has("input_price")) {
                        continue;
                    }
                    String expected = extractor.has("total_price")
                            ? extractor.path("total_price").asText()
                            : new BigDecimal(extractor.path("input_price").asText())
                                    .add(new BigDecimal(
                                            extractor.path("output_price").asText()))
                                    .toPlainString();
                    JsonNode provider = extractor.path("provider_id");
                    check(provider, body.path("model"), extracted.path("usage"), expected, wrong);
                    priced++;
                    JsonNode read = readings.get(at + " " + provider.asText() + "/"
                            + extractor.path("api_flavor").asText());
                    if (read != null) {
                        boolean more = !told(read).equals(told(extracted.path("usage")));
                        check(provider, body.path("model"), read, expected, more ? dearer : wrong);
                        byReading++;
                    }
                }
            }
        }
        System.out.printf(
                "%d prices of %d bodies; %d of them also from what the router reads in the raw body; different because it"
                        + " reads more than the list of a host does: %s%n",
                priced, bodies.size(), byReading, dearer);

        assertThat(wrong).isEmpty();
        assertThat(priced).isGreaterThan(1_500);
        assertThat(dearer)
                .as("searches and caches that hosts of a shape do not count")
                .hasSizeLessThan(10);
    }

    private static Map<String, Long> told(JsonNode usage) {
        Map<String, Long> told = new HashMap<>();
        usage.properties().forEach(count -> {
            if (count.getValue().asLong() > 0) {
                told.put(count.getKey(), count.getValue().asLong());
            }
        });
        return told;
    }

    /** To 1e-9 USD: the cost is the expected one, rounded half up to a whole nano-dollar. */
    private void check(JsonNode provider, JsonNode model, JsonNode usage, String expected, List<String> wrong) {
        Map<String, Long> counts = new HashMap<>();
        usage.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        CallUsage call = call(provider.asText(), model.asText(), counts);
        PricedCall priced = pricing.price(new WorkspaceId("acme"), call);
        BigDecimal difference =
                priced.cost().usd().subtract(new BigDecimal(expected)).abs();
        if (difference.compareTo(new BigDecimal("0.0000000005")) > 0 || priced.status() == PriceStatus.UNPRICED) {
            wrong.add("%s %s %s: %s, expected %s".formatted(provider, model, usage, priced, expected));
        }
    }

    private static CallUsage call(String provider, String model, Map<String, Long> counts) {
        return new CallUsage(
                provider,
                model,
                null,
                ServiceTier.STANDARD,
                WHEN,
                new TokenUsage(
                        counts.getOrDefault("input_tokens", 0L),
                        counts.getOrDefault("cache_read_tokens", 0L),
                        counts.getOrDefault("cache_write_tokens", 0L),
                        counts.getOrDefault("output_tokens", 0L),
                        counts.getOrDefault("output_reasoning_tokens", 0L)),
                counts);
    }

    /** What the router's own test reads in the raw bodies, where it was told to write that down. */
    private static Map<String, JsonNode> readings() throws IOException {
        @Nullable String file = System.getProperty("llmops.usage-readings");
        Map<String, JsonNode> readings = new HashMap<>();
        if (file != null) {
            PriceDocument.parse(Files.readString(Path.of(file), StandardCharsets.UTF_8))
                    .properties()
                    .forEach(reading -> readings.put(reading.getKey(), reading.getValue()));
        }
        return readings;
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream in = UsagePricesTest.class.getResourceAsStream("/usage-prices.json")) {
            return PriceDocument.parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
