package org.llmops.cost.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.cost.SyntheticSpend.Shape;
import org.llmops.cost.anomalies.AnomalyQuality.Tally;
import org.llmops.cost.detecting.Sensitivity;

/**
 * What goes wrong is noticed soon, and little else is called wrong: on series from other seeds than the settings were chosen
 * with, which were 1 to 6 and 1000 to 1005.
 */
class AnomalyQualityTest {
    private static final Sensitivity SHIPPED = new Sensitivity(5.5, 1, 5, .3);
    private static final long OTHER_SEEDS = 77_000;

    @Test
    void mostOfWhatGoesWrongIsNoticedAndLittleElse() {
        Tally loud = new Tally();
        Tally quiet = new Tally();
        for (Shape shape : Shape.values()) {
            for (Injection injection : Injection.values()) {
                if (injection != Injection.RAMP && (shape.ordinal() + injection.ordinal()) % 2 == 0) {
                    loud.add(AnomalyQuality.watch(SHIPPED, shape, injection, OTHER_SEEDS));
                }
            }
            quiet.add(AnomalyQuality.watch(SHIPPED, shape, null, OTHER_SEEDS + 500));
        }

        assertThat(loud.recall()).isGreaterThanOrEqualTo(.8);
        assertThat(loud.precision()).isGreaterThanOrEqualTo(.6);
        assertThat(loud.medianDelayHours()).isLessThanOrEqualTo(12);
        assertThat(quiet.falseAlarmsPerWeek()).isLessThanOrEqualTo(.4);
    }

    /** Prints the tables of the README: {@code -Dllmops.quality=30} for so many series of each kind. */
    @Test
    @EnabledIfSystemProperty(named = "llmops.quality", matches = "\\d+")
    void measured() {
        int series = Integer.getInteger("llmops.quality");
        StringBuilder table = new StringBuilder(
                "| | precision | recall | median delay | alarms each | false alarms a week |\n|---|---|---|---|---|---|\n");
        Tally all = new Tally();
        for (Injection injection : Injection.values()) {
            Tally tally = new Tally();
            for (Shape shape : Shape.values()) {
                tally.add(watch(shape, injection, OTHER_SEEDS, series));
            }
            table.append(tally.row(injection.name()));
            all.add(tally);
        }
        table.append(all.row("all"));
        for (Shape shape : Shape.values()) {
            Tally tally = new Tally();
            for (Injection injection : Injection.values()) {
                tally.add(watch(shape, injection, OTHER_SEEDS, series));
            }
            table.append(tally.row("in " + shape.name()));
        }
        for (Shape shape : Shape.values()) {
            table.append(watch(shape, null, OTHER_SEEDS + 500, series).row("nothing wrong in " + shape.name()));
        }
        System.out.println(table);
        assertThat(all.recall()).isGreaterThan(.5);
    }

    private static Tally watch(Shape shape, @Nullable Injection injection, long firstSeed, int series) {
        Tally tally = new Tally();
        IntStream.range(0, series)
                .parallel()
                .mapToObj(each -> AnomalyQuality.watch(SHIPPED, shape, injection, firstSeed + each))
                .toList()
                .forEach(tally::add);
        return tally;
    }
}
