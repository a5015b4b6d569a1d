package org.llmops.cost.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.llmops.cost.alerts.Alert;
import org.llmops.cost.alerts.AlertView;
import org.llmops.cost.alerts.Severity;

/**
 * What a webhook receives: the shape that Standard Webhooks recommends.
 *
 * @param type {@code alert.raised}, {@code alert.repeated}, {@code alert.escalated} or {@code alert.test}
 * @param timestamp when there was something to tell, however late it is sent
 */
@RegisterForReflection
record AlertMessage(String type, Instant timestamp, Data data) {
    static final String RAISED = "alert.raised";
    static final String REPEATED = "alert.repeated";
    static final String ESCALATED = "alert.escalated";
    static final String TEST = "alert.test";

    /**
     * The alert as it was then.
     *
     * @param kind of the signal; `TEST` for a test
     * @param count how often it was said
     */
    @RegisterForReflection
    record Data(
            String workspace,
            UUID alertId,
            String kind,
            String subject,
            Severity severity,
            String title,
            Map<String, Object> facts,
            long count,
            Instant firstAt,
            Instant lastAt) {}

    static AlertMessage of(String type, Alert alert, Instant now) {
        AlertView view = alert.view();
        return new AlertMessage(
                type,
                now,
                new Data(
                        alert.workspace().value(),
                        view.id(),
                        view.kind().name(),
                        view.subject(),
                        view.severity(),
                        view.title(),
                        view.facts(),
                        view.count(),
                        view.firstAt(),
                        view.lastAt()));
    }

    static AlertMessage test(String workspace, UUID id, String channel, Instant now) {
        return new AlertMessage(
                TEST,
                now,
                new Data(
                        workspace,
                        id,
                        "TEST",
                        "test",
                        Severity.INFO,
                        "This is a test of the channel '" + channel + "'",
                        Map.of(),
                        1,
                        now,
                        now));
    }
}
