package org.llmops.eval.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLogDaysTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");

    private final CallLogDays days =
            new CallLogDays(settings(), Clock.fixed(Instant.parse("2026-03-10T23:59:59Z"), ZoneOffset.UTC));

    @Test
    void countsDaysInUtc() {
        assertThat(CallLogDays.dayOf(Instant.parse("2026-03-10T23:59:59.999999Z")))
                .isEqualTo(TODAY);
        assertThat(CallLogDays.dayOf(Instant.parse("2026-03-11T00:00:00Z"))).isEqualTo(TODAY.plusDays(1));
    }

    @Test
    void makesTodayAndTheDaysToComeInAdvance() {
        assertThat(days.missingAhead()).containsExactly(TODAY, TODAY.plusDays(1), TODAY.plusDays(2));
    }

    @Test
    void keepsTheDaysOfTheRetention() {
        assertThat(days.isExpired(TODAY.minusDays(30))).isFalse();
        assertThat(days.isExpired(TODAY.minusDays(31))).isTrue();
    }

    @Test
    void makesOnDemandOnlyWhatIsKeptAndNear() {
        assertThat(days.missing(List.of(
                        TODAY.minusDays(31), TODAY.minusDays(30), TODAY, TODAY, TODAY.plusDays(2), TODAY.plusDays(3))))
                .containsExactly(TODAY.minusDays(30), TODAY, TODAY.plusDays(2));
    }

    @Test
    void remembersWhatIsMade() {
        days.made(List.of(TODAY));

        assertThat(days.missing(List.of(TODAY, TODAY.plusDays(1)))).containsExactly(TODAY.plusDays(1));
    }

    private static CallLogSettings settings() {
        return new SmallRyeConfigBuilder()
                .withMapping(CallLogSettings.class)
                .withDefaultValue("llmops.call-log.retention-days", "30")
                .withDefaultValue("llmops.call-log.days-ahead", "2")
                .build()
                .getConfigMapping(CallLogSettings.class);
    }
}
