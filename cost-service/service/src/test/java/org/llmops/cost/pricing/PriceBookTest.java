package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.llmops.platform.money.Money;

/** A price book finds the one rule that applies to a model at a time. */
class PriceBookTest {
    private static final Instant WHEN = Instant.parse("2026-08-01T00:00:00Z");

    private final PriceBook book = PriceBookDocument.read(7, ShippedBook.read().document());

    @Test
    void aNamedModelIsExactAndACoveredOneAnAlias() {
        assertThat(priced("openai", "gpt-4o-mini").exact()).isTrue();
        assertThat(priced("anthropic", "claude-sonnet-4-5").exact()).isTrue();
        assertThat(priced("anthropic", "claude-sonnet-4-5-20250929").exact()).isFalse();
        assertThat(priced("simulator", "sim-rate-limited").exact()).isFalse();
    }

    @Test
    void theClosestMatchWins() {
        assertThat(priced("simulator", "sim-claude").rule().id()).isEqualTo("simulator/sim-claude");
        assertThat(priced("simulator", "sim-slow").rule().id()).isEqualTo("simulator/sim");
        assertThat(priced("google", "gemini-2.0-flash-lite-001").rule().id()).isEqualTo("google/gemini-2.0-flash-lite");
        assertThat(priced("openai", "gpt-4o-2024-05-13").rule().id()).isEqualTo("openai/gpt-4o-2024-05-13");
    }

    @Test
    void whatNobodyListsIsUnpriced() {
        assertThat(book.find("openai", "gpt-99", WHEN)).isEqualTo(new Price.Unpriced(7, null));
        assertThat(book.find("anthropic", "gpt-4o", WHEN)).isEqualTo(new Price.Unpriced(7, null));
    }

    @Test
    void aDatedPriceAppliesFromItsFirstMomentAndIsAnnounced() {
        Instant change = Instant.parse("2026-09-01T00:00:00Z");
        Price.Priced before = priced("anthropic", "claude-sonnet-5", change.minusNanos(1));
        Price.Priced after = priced("anthropic", "claude-sonnet-5", change);

        assertThat(before.rule().id()).isEqualTo("anthropic/claude-sonnet-5");
        assertThat(before.validUntil()).isEqualTo(change);
        assertThat(after.rule().id()).isEqualTo("anthropic/claude-sonnet-5@2026-09-01");
        assertThat(after.validUntil()).isNull();
    }

    @Test
    void aLongInputMovesTheWholeCallIntoTheDearerTier() {
        PriceRule rule = priced("anthropic", "claude-sonnet-4-5").rule();

        assertThat(rule.cost(new TokenUsage(200_000, 0, 0, 1_000, 0))).isEqualTo(usd("0.615"));
        assertThat(rule.cost(new TokenUsage(401_468, 0, 0, 792, 0)))
                .as("a usage body of pydantic/genai-prices, without its web searches")
                .isEqualTo(usd("2.426628"));
    }

    @Test
    void everyRuleNamesItsSourceAndItsLicence() {
        assertThat(book.sources())
                .allSatisfy(source -> assertThat(source.licence()).isNotBlank());
        assertThat(book.rules()).hasSizeGreaterThan(70);
    }

    @Test
    void aBookThatContradictsItselfIsRefused() {
        String source = "{\"id\":\"s\",\"name\":\"n\",\"url\":\"u\",\"licence\":\"l\"}";
        String rule =
                "{\"id\":\"r\",\"provider\":\"p\",\"match\":[{\"equals\":\"m\"}],\"source\":\"s\",\"rates\":{%s}}";
        String good = rule.formatted("\"input_tokens\":\"1\"");

        assertThat(ShippedBook.of(document(source, good)).checksum()).hasSize(64);
        assertThatThrownBy(() -> ShippedBook.of(document(source, good + "," + good)))
                .hasMessageContaining("Two rules");
        assertThatThrownBy(() -> ShippedBook.of(document("", good))).hasMessageContaining("unknown source");
        assertThatThrownBy(() -> ShippedBook.of(document(source, rule.formatted("\"output_tokens\":\"1\""))))
                .hasMessageContaining("input_tokens");
        assertThatThrownBy(() -> ShippedBook.of(document(source, rule.formatted("\"tokens\":\"1\""))))
                .hasMessageContaining("tokens");
        assertThatThrownBy(() -> ShippedBook.of("{\"rules\":[],\"prices\":[]}")).hasMessageContaining("prices");
    }

    private static String document(String sources, String rules) {
        return "{\"sources\":[" + sources + "],\"rules\":[" + rules + "]}";
    }

    private Price.Priced priced(String provider, String model) {
        return priced(provider, model, WHEN);
    }

    private Price.Priced priced(String provider, String model, Instant at) {
        return (Price.Priced) book.find(provider, model, at);
    }

    private static Money usd(String amount) {
        return Money.ofUsd(new BigDecimal(amount));
    }
}
