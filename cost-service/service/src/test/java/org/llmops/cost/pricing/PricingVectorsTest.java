package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.llmops.platform.money.Money;

/** What real providers' usage costs by the shipped book is what pydantic/genai-prices (MIT) says it costs. */
class PricingVectorsTest {
    /** Between the dated prices of that list: its figures are those of this time. */
    private static final Instant WHEN = Instant.parse("2026-08-01T00:00:00Z");

    private final PriceBook book = PriceBookDocument.read(1, ShippedBook.read().document());

    @TestFactory
    Stream<DynamicTest> realUsageCostsWhatItsProviderBills() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/pricing-vectors.json")) {
            JsonNode vectors =
                    new ObjectMapper().readTree(Objects.requireNonNull(in)).get("vectors");
            assertThat(vectors).hasSizeGreaterThan(60);
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> dynamicTest(vector.toString(), () -> check(vector)));
        }
    }

    private void check(JsonNode vector) {
        TokenUsage usage = new TokenUsage(
                vector.get("input_tokens").asLong(),
                vector.get("cache_read_tokens").asLong(),
                vector.get("cache_write_tokens").asLong(),
                vector.get("output_tokens").asLong(),
                0);
        Price price =
                book.find(vector.get("provider").asText(), vector.get("model").asText(), WHEN);

        assertThat(price)
                .isInstanceOfSatisfying(
                        Price.Priced.class,
                        priced -> assertThat(priced.rule().cost(usage))
                                .isEqualTo(Money.rounded(
                                        new BigDecimal(vector.get("cost_usd").asText()))));
    }
}
