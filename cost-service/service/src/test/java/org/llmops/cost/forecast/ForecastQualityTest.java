package org.llmops.cost.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.cost.forecast.ForecastQuality.Row;

/** Forecasts are better than repeating the past, and as sure as they say: on other seeds than they were made with, 1 to 4. */
class ForecastQualityTest {
    private static final long OTHER_SEEDS = 77_000;

    @Test
    void forecastsBeatTheBaselinesAndTheirIntervalsHold() {
        List<Row> rows = ForecastQuality.measure(14, 10, OTHER_SEEDS, 1);

        double ours = rows.stream().mapToDouble(Row::wape).average().orElseThrow();
        assertThat(ours)
                .isLessThan(rows.stream().mapToDouble(Row::naive).average().orElseThrow() / 2);
        assertThat(ours)
                .isLessThan(
                        rows.stream().mapToDouble(Row::seasonalNaive).average().orElseThrow());
        assertThat(rows.stream().mapToDouble(Row::coverage).average().orElseThrow())
                .isBetween(.65, .97);
    }

    /** Prints the table of the README: {@code -Dllmops.quality=20} for so many series of each kind. */
    @Test
    @EnabledIfSystemProperty(named = "llmops.quality", matches = "\\d+")
    void measured() {
        int series = Integer.getInteger("llmops.quality");
        List<Row> rows = new ArrayList<>();
        rows.addAll(ForecastQuality.measure(7, 13, OTHER_SEEDS, series));
        rows.addAll(ForecastQuality.measure(21, 13, OTHER_SEEDS, series));
        rows.addAll(ForecastQuality.measure(21, 5, OTHER_SEEDS, series));
        System.out.println(ForecastQuality.table(rows));
        assertThat(rows).hasSize(18);
    }
}
