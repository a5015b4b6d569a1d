package org.llmops.cost.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

class GatheredTest {
    private static final Instant NOON = Instant.parse("2026-02-10T12:00:00Z");

    /** However signals are cut into batches, each counts once, and one alert is open for a workspace, kind and subject. */
    @Test
    void everySignalCountsOnceHoweverTheyAreBatched() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Signal> signals = signals(random, 60);
            List<Alert> open = new ArrayList<>();
            int from = 0;
            while (from < signals.size()) {
                int to = Math.min(signals.size(), from + 1 + random.nextInt(20));
                Gathered gathered = Gathered.of(open, signals.subList(from, to));
                assertThat(gathered.news()).extracting(AlertNews::alert).doesNotHaveDuplicates();
                open.addAll(gathered.added());
                from = to;
            }

            Map<String, List<Signal>> expected = new HashMap<>();
            signals.forEach(signal -> expected.computeIfAbsent(about(signal), none -> new ArrayList<>())
                    .add(signal));
            assertThat(open).hasSize(expected.size()).allSatisfy(alert -> {
                List<Signal> about = expected.get(alert.workspace() + " " + alert.kind() + " " + alert.subject());
                AlertView view = alert.view();
                assertThat(view.count()).isEqualTo(about.size());
                assertThat(view.severity())
                        .isEqualTo(about.stream()
                                .map(Signal::severity)
                                .max(Comparator.naturalOrder())
                                .orElseThrow());
                assertThat(view.title()).isEqualTo(about.getLast().title());
                assertThat(view.firstAt()).isEqualTo(about.getFirst().at());
                assertThat(view.lastAt())
                        .isEqualTo(about.stream()
                                .map(Signal::at)
                                .max(Comparator.naturalOrder())
                                .orElseThrow());
            });
        }
    }

    @Test
    void newsSaysHowSevereItWasBefore() {
        Alert known = new Alert(signal("acme", SignalKind.SPEND_SPIKE, "a", Severity.INFO, 0));

        List<AlertNews> news = Gathered.of(
                        List.of(known),
                        List.of(
                                signal("acme", SignalKind.SPEND_SPIKE, "a", Severity.WARNING, 1),
                                signal("acme", SignalKind.SPEND_SPIKE, "a", Severity.CRITICAL, 2),
                                signal("globex", SignalKind.SPEND_SPIKE, "a", Severity.CRITICAL, 3)))
                .news();

        assertThat(news).hasSize(2);
        assertThat(news.getFirst()).isEqualTo(new AlertNews(known, Severity.INFO));
        assertThat(known.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(news.getLast().isNew()).isTrue();
    }

    @Test
    void longSubjectsAreCutAndStayDifferent() {
        String one = "m".repeat(1_000) + "1";
        String other = "m".repeat(1_000) + "2";

        assertThat(Subject.bounded(one)).hasSize(Subject.LONGEST).isNotEqualTo(Subject.bounded(other));
        assertThat(Subject.bounded("m".repeat(Subject.LONGEST))).isEqualTo("m".repeat(Subject.LONGEST));
    }

    private static List<Signal> signals(Random random, int number) {
        List<Signal> signals = new ArrayList<>();
        for (int each = 0; each < number; each++) {
            signals.add(signal(
                    random.nextBoolean() ? "acme" : "globex",
                    SignalKind.values()[random.nextInt(3)],
                    "subject-" + random.nextInt(3),
                    Severity.values()[random.nextInt(3)],
                    random.nextInt(100)));
        }
        return signals;
    }

    private static Signal signal(String workspace, SignalKind kind, String subject, Severity severity, int second) {
        return new Signal(
                new WorkspaceId(workspace),
                kind,
                subject,
                severity,
                "title " + second,
                Map.of(),
                NOON.plusSeconds(second));
    }

    private static String about(Signal signal) {
        return signal.workspace() + " " + signal.kind() + " " + signal.subject();
    }
}
