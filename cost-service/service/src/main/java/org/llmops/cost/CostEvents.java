package org.llmops.cost;

import org.llmops.cost.v1.CostEvent;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;

/** Where events about money are told. */
public final class CostEvents {
    private static final String TOPIC = "llmops.costs.v1";

    private CostEvents() {}

    public static OutgoingEvent in(WorkspaceId workspace, String aggregate, CostEvent event) {
        return OutgoingEvent.of(TOPIC, workspace, aggregate, event);
    }

    /** For what concerns every workspace. */
    public static OutgoingEvent everywhere(String aggregate, CostEvent event) {
        return OutgoingEvent.everywhere(TOPIC, aggregate, event);
    }
}
