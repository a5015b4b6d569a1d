package org.llmops.eval.calllog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.Conditions;
import org.llmops.platform.identity.WorkspaceId;

/** Says in HQL which calls a page holds. */
final class CallQuery {
    private CallQuery() {}

    /** @param after the last call of the page before */
    static Conditions conditions(WorkspaceId workspace, CallFilter filter, @Nullable CallPosition after) {
        Conditions conditions = new Conditions()
                .and("c.workspace = :workspace", "workspace", workspace.value())
                .and("c.startedAt >= :from", "from", filter.from())
                .and("c.startedAt < :to", "to", filter.to())
                .and("c.app = :app", "app", filter.app())
                .and("c.promptName = :prompt", "prompt", filter.promptName())
                .and("c.promptVersion = :version", "version", filter.promptVersion())
                .and("(c.model = :model or c.requestedModel = :model)", "model", filter.model())
                .and("c.status = :status", "status", filter.status())
                .and("c.route = :route", "route", filter.route())
                .and("c.endUser = :endUser", "endUser", filter.endUser());
        if (!filter.copies()) {
            conditions.and("c.copyOfCallId is null", Map.of());
        }
        if (filter.feedback() != null) {
            addFeedback(conditions, filter.feedback());
        }
        if (after != null) {
            // The first condition alone tells which partitions are not needed.
            conditions
                    .and("c.startedAt <= :afterTime", "afterTime", after.startedAt())
                    .and("(c.startedAt < :afterTime or c.callId < :afterId)", "afterId", after.callId());
        }
        return conditions;
    }

    private static void addFeedback(Conditions conditions, CallFilter.FeedbackFilter feedback) {
        Map<String, Object> values = new HashMap<>();
        values.put("feedbackMin", feedback.min());
        values.put("feedbackMax", feedback.max());
        String named = "";
        if (feedback.name() != null) {
            values.put("feedbackName", feedback.name());
            named = " and f.name = :feedbackName";
        }
        conditions.and(
                "exists (select 1 from Feedback f where f.workspace = c.workspace and f.callId = c.callId"
                        + " and f.replacedAt is null and f.value between :feedbackMin and :feedbackMax" + named + ")",
                values);
    }
}
