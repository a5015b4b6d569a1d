package org.llmops.cost.anomalies;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.anomalies.Anomaly.Peak;
import org.llmops.cost.detecting.Direction;
import org.llmops.cost.detecting.Grain;
import org.llmops.cost.explaining.Explanation;
import org.llmops.platform.identity.WorkspaceId;

/** What people are told of anomalies: of those that are the same in several scopes, of one. */
final class AnomalySignals {
    private AnomalySignals() {}

    /** Of those that were found in this look; what goes on was told when it began. */
    static List<Signal> of(WorkspaceId workspace, List<Anomaly> anomalies, Instant now) {
        return anomalies.stream()
                .filter(each -> each.partOf() == null && each.detectedAt().equals(now))
                .map(each -> signal(workspace, each))
                .toList();
    }

    private static Signal signal(WorkspaceId workspace, Anomaly anomaly) {
        boolean spike = anomaly.grain() == Grain.HOUR && anomaly.direction() == Direction.UP;
        return new Signal(
                workspace,
                spike ? SignalKind.SPEND_SPIKE : SignalKind.SPEND_ANOMALY,
                "anomalies/" + anomaly.id(),
                anomaly.direction() == Direction.UP ? Severity.WARNING : Severity.INFO,
                title(anomaly),
                facts(anomaly),
                anomaly.detectedAt());
    }

    private static String title(Anomaly anomaly) {
        Peak peak = anomaly.peak();
        return "%s spent %s USD in %s from %s, where %s USD is usual"
                .formatted(
                        anomaly.scope().title(),
                        peak.actual(),
                        anomaly.grain() == Grain.HOUR ? "the hour" : "the 24 hours",
                        peak.at(),
                        peak.expected());
    }

    private static Map<String, Object> facts(Anomaly anomaly) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Peak peak = anomaly.peak();
        facts.put("anomaly_id", anomaly.id().toString());
        facts.put("dimension", anomaly.scope().label());
        facts.put("value", anomaly.scope().value());
        facts.put("grain", anomaly.grain().label());
        facts.put("direction", anomaly.direction().label());
        facts.put("peak_at", peak.at().toString());
        facts.put("actual_usd", peak.actual().toString());
        facts.put("expected_usd", peak.expected().toString());
        Explanation explanation = anomaly.explanation();
        if (explanation != null) {
            facts.put("volume_usd", explanation.effects().volumeUsd().toString());
            facts.put("mix_usd", explanation.effects().mixUsd().toString());
            facts.put(
                    "tokens_per_request_usd",
                    explanation.effects().tokensPerRequestUsd().toString());
            facts.put("price_usd", explanation.effects().priceUsd().toString());
            facts.put(
                    "contributors",
                    explanation.contributors().stream()
                            .map(each -> each.dimension() + " " + each.value() + ": " + each.differenceUsd() + " USD")
                            .toList());
        }
        return facts;
    }
}
