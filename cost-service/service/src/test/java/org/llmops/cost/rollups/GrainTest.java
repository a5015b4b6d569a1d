package org.llmops.cost.rollups;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hours, days, weeks and months of UTC. */
class GrainTest {
    @ParameterizedTest
    @CsvSource({
        "HOUR,  2026-02-28T23:59:59.999999Z, 2026-02-28T23:00:00Z, 2026-03-01T00:00:00Z",
        "DAY,   2026-02-28T23:59:59.999999Z, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
        "WEEK,  2026-03-01T12:00:00Z,        2026-02-23T00:00:00Z, 2026-03-02T00:00:00Z",
        "WEEK,  2026-03-02T00:00:00Z,        2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "MONTH, 2024-02-29T00:00:00Z,        2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z"
    })
    void aMomentIsInOneOfThem(Grain grain, Instant moment, Instant start, Instant end) {
        assertThat(grain.start(moment)).isEqualTo(start);
        assertThat(grain.end(moment)).isEqualTo(end);
    }

    @ParameterizedTest
    @EnumSource
    void eachEndsWhereTheNextBegins(Grain grain) {
        Random random = new Random(4);
        for (int each = 0; each < 1_000; each++) {
            Instant moment = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
            Instant start = grain.start(moment);
            Instant end = grain.end(moment);

            assertThat(start).isBeforeOrEqualTo(moment);
            assertThat(end).isAfter(moment);
            assertThat(grain.start(end)).isEqualTo(end);
            assertThat(grain.end(start)).isEqualTo(end);
            assertThat(grain.ceiling(moment)).isEqualTo(moment.equals(start) ? moment : end);
        }
    }
}
