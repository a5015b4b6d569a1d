package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void knowsNothingBeforeTheFirstRecordsAreIn() {
        assertThat(backlog.lag(seconds(1))).isNull();
        look(1, 10, 5L);
        assertThat(backlog.lag(seconds(2))).isNull();
    }

    @Test
    void isNotBehindWhenAllIsInAtTheLastLook() {
        look(1, 10, 10L);
        assertThat(backlog.lag(seconds(3))).isZero();
    }

    @Test
    void isBehindAsLongAsWhatCameIsNotCounted() {
        look(1, 10, 10L);
        look(3, 100, 20L);
        look(5, 200, 60L);
        assertThat(backlog.lag(seconds(6))).isEqualTo(Duration.ofSeconds(5));
        look(7, 300, 100L);
        assertThat(backlog.lag(seconds(8))).isEqualTo(Duration.ofSeconds(5));
        look(9, 300, 300L);
        assertThat(backlog.lag(seconds(10))).isZero();
    }

    @Test
    void fallsBehindWhenNobodyLooksAnyMore() {
        look(1, 10, 10L);
        assertThat(backlog.lag(seconds(61))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void countsNothingAsInWhereNobodyReads() {
        look(1, 10, null);
        assertThat(backlog.lag(seconds(2))).isNull();
    }

    @Test
    void isNotBehindWhereNothingEverCameOrAllOfItIsDeleted() {
        backlog.note(seconds(1), Map.of(0, new Backlog.Position(0, 0, null), 1, new Backlog.Position(7, 7, null)));
        assertThat(backlog.lag(seconds(2))).isZero();
    }

    @Test
    void waitsForEveryPartition() {
        backlog.note(seconds(1), Map.of(0, new Backlog.Position(0, 5, 5L), 1, new Backlog.Position(0, 5, 4L)));
        assertThat(backlog.lag(seconds(2))).isNull();
    }

    @Test
    void remembersTheOldestOfVeryManyLooks() {
        look(0, 1, 1L);
        for (int at = 1; at < 5000; at++) {
            look(at, 1 + at, 1L);
        }
        assertThat(backlog.lag(seconds(5000))).isEqualTo(Duration.ofSeconds(5000));
        look(5001, 5000, 3000L);
        assertThat(backlog.lag(seconds(5001))).isBetween(Duration.ofSeconds(2001), Duration.ofSeconds(2600));
    }

    private void look(int atSeconds, long ends, @Nullable Long counted) {
        backlog.note(seconds(atSeconds), Map.of(0, new Backlog.Position(0, ends, counted)));
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
