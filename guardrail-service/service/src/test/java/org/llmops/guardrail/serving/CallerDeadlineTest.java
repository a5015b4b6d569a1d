package org.llmops.guardrail.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallerDeadlineTest {
    @Test
    void everyUnitOfTheProtocolIsRead() {
        assertThat(CallerDeadline.parse("2H")).contains(Duration.ofHours(2));
        assertThat(CallerDeadline.parse("3M")).contains(Duration.ofMinutes(3));
        assertThat(CallerDeadline.parse("4S")).contains(Duration.ofSeconds(4));
        assertThat(CallerDeadline.parse("500m")).contains(Duration.ofMillis(500));
        assertThat(CallerDeadline.parse("99999999u")).contains(Duration.ofNanos(99_999_999_000L));
        assertThat(CallerDeadline.parse("1n")).contains(Duration.ofNanos(1));
    }

    @Test
    void whatIsNoDeadlineIsNone() {
        for (String malformed : new String[] {null, "", "S", "5", "5 S", "-5S", "5s", "123456789S", "٣S", "1.5S"}) {
            assertThat(CallerDeadline.parse(malformed)).as(malformed).isEmpty();
        }
    }

    @Test
    void theAnswerStartsBeforeTheClientGivesUp() {
        assertThat(CallerDeadline.lessTheWay(Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(450));
        assertThat(CallerDeadline.lessTheWay(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(19_900));
        assertThat(CallerDeadline.lessTheWay(Duration.ofNanos(1))).isPositive();
    }
}
