package org.llmops.router.changes;

import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.router.v1.RouteEvent;

/** The topic that tells of changes, `llmops.routes.v1`. */
public final class RouteTopic {
    private static final String NAME = "llmops.routes.v1";

    private RouteTopic() {}

    /** @param aggregate what changed, such as `keys/4fK…` */
    public static OutgoingEvent event(WorkspaceId workspace, String aggregate, RouteEvent event) {
        return OutgoingEvent.of(NAME, workspace, aggregate, event);
    }
}
