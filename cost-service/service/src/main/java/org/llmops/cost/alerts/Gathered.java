package org.llmops.cost.alerts;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.platform.identity.WorkspaceId;

/**
 * What has become of the alerts after some signals.
 *
 * @param added those that were not there before
 * @param news one for each alert that was heard of
 */
record Gathered(List<Alert> added, List<AlertNews> news) {
    /** What makes signals the same news. */
    private record About(WorkspaceId workspace, SignalKind kind, String subject) {}

    /** @param open alerts that are not over; those that no signal is about stay as they are */
    static Gathered of(List<Alert> open, List<Signal> signals) {
        Map<About, Alert> alerts = new HashMap<>();
        open.forEach(alert -> alerts.put(new About(alert.workspace(), alert.kind(), alert.subject()), alert));
        Map<About, AlertNews> news = new LinkedHashMap<>();
        for (Signal signal : signals) {
            About about = new About(signal.workspace(), signal.kind(), signal.subject());
            Alert known = alerts.get(about);
            if (known == null) {
                Alert alert = new Alert(signal);
                alerts.put(about, alert);
                news.put(about, new AlertNews(alert, null));
            } else {
                Severity before = known.severity();
                known.hear(signal);
                news.putIfAbsent(about, new AlertNews(known, before));
            }
        }
        return new Gathered(
                news.values().stream()
                        .filter(AlertNews::isNew)
                        .map(AlertNews::alert)
                        .toList(),
                List.copyOf(news.values()));
    }
}
