package org.llmops.cost.explaining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.platform.money.Money;

/** What output costs more than input is found from hours of spend. */
class OutputWeightTest {
    @Test
    void theRatioOfThePricesIsFound() {
        assertThat(OutputWeight.of(hours(40, 3, 15)).doubleValue()).isEqualTo(5, within(1e-6));
    }

    @Test
    void fewHoursTellNothing() {
        assertThat(OutputWeight.of(hours(5, 3, 15)).doubleValue()).isEqualTo(4);
    }

    @Test
    void hoursThatAreAllAlikeTellNothing() {
        SpendPoint hour = new SpendPoint(Instant.EPOCH, Money.ofNanoUsd(700), 1, 100, 50);

        assertThat(OutputWeight.of(Collections.nCopies(20, hour)).doubleValue()).isEqualTo(4);
    }

    private static List<SpendPoint> hours(int count, long inputPrice, long outputPrice) {
        SplittableRandom random = new SplittableRandom(3);
        List<SpendPoint> hours = new ArrayList<>();
        for (int hour = 0; hour < count; hour++) {
            long input = random.nextLong(1_000_000);
            long output = random.nextLong(300_000);
            hours.add(new SpendPoint(
                    Instant.EPOCH.plusSeconds(hour * 3600L),
                    Money.ofNanoUsd(input * inputPrice + output * outputPrice),
                    1,
                    input,
                    output));
        }
        return hours;
    }
}
