package org.llmops.router.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.price.Quote.Rates;

class QuoteTest {
    @ParameterizedTest
    @CsvSource({
        // input (cached, written), output; rates; nano-USD
        "100, 40, 0, 10, 1, 0.5, 1, 4, 120000",
        "1000000, 0, 0, 0, 0.075, 0.075, 0.075, 0.30, 75000000",
        "1, 0, 0, 0, 0.0005, 0, 0, 0, 1", // half a nano-USD is rounded up
        "1, 0, 0, 0, 0.00049, 0, 0, 0, 0",
        "3, 1, 1, 1, 0.0004, 0.0004, 0.0004, 0.0004, 2", // 4 x 0.4: rounded once, not four times
        "10, 4, 5, 0, 1, 0.1, 1.25, 5, 7650"
    })
    void costsTheSumOfCountTimesRateRoundedOnce(
            long input, long read, long written, long output, String in, String cr, String cw, String out, long nano) {
        Quote quote = quote(in, cr, cw, out);

        assertThat(quote.cost(new TokenUsage(input, read, written, output, 0, "")))
                .isEqualTo(Money.ofNanoUsd(nano));
    }

    /** Whichever of the input comes from a cache, the bound holds. */
    @Test
    void theBoundIsNeverExceeded() {
        Quote quote = quote("3", "0.3", "3.75", "15");
        Money bound = quote.bound(1_000, 500);

        for (int read = 0; read <= 1_000; read += 50) {
            for (int written = 0; read + written <= 1_000; written += 50) {
                TokenUsage usage = new TokenUsage(1_000, read, written, 500, 0, "");
                assertThat(quote.cost(usage)).isLessThanOrEqualTo(bound);
            }
        }
    }

    private static Quote quote(String input, String cacheRead, String cacheWrite, String output) {
        return new Quote(
                "exact",
                1,
                "r",
                new Rates(
                        new BigDecimal(input),
                        new BigDecimal(cacheRead),
                        new BigDecimal(cacheWrite),
                        new BigDecimal(output)));
    }
}
