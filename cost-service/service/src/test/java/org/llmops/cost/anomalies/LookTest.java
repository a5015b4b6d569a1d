package org.llmops.cost.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.cost.SyntheticSpend;
import org.llmops.cost.SyntheticSpend.Shape;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.anomalies.Anomaly.Note;
import org.llmops.cost.anomalies.Look.Seen;
import org.llmops.cost.detecting.Direction;
import org.llmops.cost.detecting.Grain;
import org.llmops.cost.detecting.Sensitivity;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A look at a scope finds what is unusual, once, and only what there is enough history for. */
class LookTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Sensitivity SENSITIVITY = new Sensitivity(5.5, 1, 5, .3);

    /** A Wednesday's noon of the sixth week. */
    private static final int NOON = 5 * SyntheticSpend.WEEK + 60;

    private final double[] hours = SyntheticSpend.hours(Shape.OFFICE, 7, 42);

    @Test
    void usualHoursAreNotTold() {
        assertThat(look(NOON, NOON + 1, List.of()).changed()).isEmpty();
    }

    @Test
    void aSpikeIsToldWithItsAmountsToTheNanoDollar() {
        hours[NOON] *= 6;

        Anomaly anomaly = look(NOON, NOON + 1, List.of()).changed().getFirst();

        assertThat(anomaly.grain()).isEqualTo(Grain.HOUR);
        assertThat(anomaly.direction()).isEqualTo(Direction.UP);
        assertThat(anomaly.from()).isEqualTo(at(NOON));
        assertThat(anomaly.until()).isEqualTo(at(NOON + 1));
        assertThat(anomaly.peak().actual()).isEqualTo(usd(hours[NOON]));
        assertThat(anomaly.peak().high())
                .isLessThan(anomaly.peak().actual())
                .isGreaterThan(anomaly.peak().expected());
        assertThat(anomaly.peak().expected()).isBetween(usd(hours[NOON] / 9), usd(hours[NOON] / 4));
    }

    @Test
    void anHourThatIsNotOverIsToldOnlyOfTooMuch() {
        hours[NOON] = 0;
        assertThat(look(NOON, NOON, List.of()).changed()).isEmpty();
        assertThat(look(NOON, NOON + 1, List.of()).changed()).hasSize(1);

        hours[NOON] = 1_000;
        assertThat(look(NOON, NOON, List.of()).changed()).isNotEmpty();
    }

    @Test
    void whatGoesOnIsOneAnomalyWithItsWorstHour() {
        hours[NOON] *= 5;
        hours[NOON + 1] *= 9;
        Anomaly first = only(look(NOON, NOON + 1, List.of()), Grain.HOUR);

        Anomaly second = only(look(NOON + 1, NOON + 2, List.of(first)), Grain.HOUR);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.from()).isEqualTo(at(NOON));
        assertThat(second.until()).isEqualTo(at(NOON + 2));
        assertThat(second.peak().at()).isEqualTo(at(NOON + 1));
    }

    @Test
    void moreOfWhatWasExpectedIsNoNews() {
        hours[NOON] *= 6;
        hours[NOON + 48] *= 6;
        Anomaly first = only(look(NOON, NOON + 1, List.of()), Grain.HOUR);
        Anomaly expected = judged(first, Verdict.EXPECTED);

        assertThat(look(NOON + 48, NOON + 49, List.of(first)).changed()).hasSize(1);
        assertThat(look(NOON + 48, NOON + 49, List.of(expected)).changed()).isEmpty();

        hours[NOON + 48] *= 3;
        assertThat(look(NOON + 48, NOON + 49, List.of(expected)).changed()).isNotEmpty();
    }

    @Test
    void withoutEnoughHistoryNothingIsUnusual() {
        Arrays.fill(hours, 0, NOON - 6 * 24, 0);
        hours[NOON] *= 50;

        Seen seen = look(NOON, NOON + 1, List.of());

        assertThat(seen.changed()).isEmpty();
        assertThat(seen.days()).isEqualTo(6);
    }

    @Test
    void aSmallAmountIsNobodysConcern() {
        for (int hour = 0; hour < hours.length; hour++) {
            hours[hour] /= 1_000;
        }
        hours[NOON] *= 20;

        assertThat(look(NOON, NOON + 1, List.of()).changed()).isEmpty();
    }

    @Test
    void whatIsSeenInSeveralScopesIsToldOfOne() {
        hours[NOON] *= 6;
        Anomaly whole = only(look(NOON, NOON + 1, List.of()), Grain.HOUR);
        Anomaly app = in(new Scope(Dimension.APP, "shop"), whole);
        Anomaly model = in(new Scope(Dimension.MODEL, "large"), whole);

        List<Anomaly> grouped = Grouping.of(List.of(app, whole, model), List.of());
        List<Anomaly> withoutWhole = Grouping.of(List.of(app, model), List.of());

        assertThat(grouped).extracting(Anomaly::partOf).containsExactly(null, whole.id(), whole.id());
        assertThat(withoutWhole).extracting(Anomaly::partOf).containsExactly(null, app.id());
        assertThat(Grouping.of(List.of(app), List.of(whole)))
                .extracting(Anomaly::partOf)
                .containsExactly(whole.id());
    }

    @Test
    void peopleAreToldOnceOfWhatIsSeenInSeveralScopes() {
        hours[NOON] *= 6;
        Anomaly whole = only(look(NOON, NOON + 1, List.of()), Grain.HOUR);
        Anomaly part = in(new Scope(Dimension.APP, "shop"), whole).within(whole.id());
        WorkspaceId acme = new WorkspaceId("acme");

        List<Signal> told = AnomalySignals.of(acme, List.of(whole, part), at(NOON + 1));

        assertThat(told).hasSize(1);
        Signal signal = told.getFirst();
        assertThat(signal.kind()).isEqualTo(SignalKind.SPEND_SPIKE);
        assertThat(signal.severity()).isEqualTo(Severity.WARNING);
        assertThat(signal.subject()).isEqualTo("anomalies/" + whole.id());
        assertThat(signal.title())
                .isEqualTo("the workspace spent %s USD in the hour from %s, where %s USD is usual"
                        .formatted(whole.peak().actual(), at(NOON), whole.peak().expected()));
        assertThat(AnomalySignals.of(acme, List.of(whole), at(NOON + 2))).isEmpty();
    }

    private Seen look(int first, int settled, List<Anomaly> known) {
        List<SpendPoint> points = new ArrayList<>();
        for (int hour = 0; hour <= first; hour++) {
            points.add(new SpendPoint(at(hour), usd(hours[hour]), 1, 0, 0));
        }
        return new Look(MONDAY, at(first), at(settled), at(first + 1), SENSITIVITY).at(Scope.WORKSPACE, points, known);
    }

    private static Anomaly only(Seen seen, Grain grain) {
        return seen.changed().stream()
                .filter(anomaly -> anomaly.grain() == grain)
                .findFirst()
                .orElseThrow();
    }

    private static Anomaly judged(Anomaly anomaly, Verdict verdict) {
        return copy(anomaly, anomaly.id(), anomaly.scope(), new Note(verdict, "arthur", MONDAY, null));
    }

    private static Anomaly in(Scope scope, Anomaly anomaly) {
        return copy(anomaly, UUID.randomUUID(), scope, anomaly.note());
    }

    private static Anomaly copy(Anomaly anomaly, UUID id, Scope scope, Note note) {
        return new Anomaly(
                id,
                scope,
                anomaly.grain(),
                anomaly.direction(),
                anomaly.from(),
                anomaly.until(),
                anomaly.detectedAt(),
                anomaly.peak(),
                note,
                anomaly.partOf(),
                anomaly.explanation());
    }

    private static Instant at(int hour) {
        return MONDAY.plus(Duration.ofHours(hour));
    }

    private static Money usd(double usd) {
        return Money.rounded(BigDecimal.valueOf(usd));
    }
}
