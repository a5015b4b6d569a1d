package org.llmops.cost.teams;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Which team an application belongs to.
 *
 * @param teams by workspace, and in it by application
 */
public record TeamApps(Map<String, Map<String, String>> teams) {
    /** The team of an application; null when it has none. */
    public @Nullable String teamOf(WorkspaceId workspace, @Nullable String app) {
        return app == null ? null : of(workspace).get(app);
    }

    /** The team of each application that has one. */
    public Map<String, String> of(WorkspaceId workspace) {
        return teams.getOrDefault(workspace.value(), Map.of());
    }
}
