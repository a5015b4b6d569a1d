package org.llmops.router.snapshot;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.limits.DefaultLimits;
import org.llmops.router.limits.LimitTable;

/**
 * The configuration of all workspaces in memory. A workspace's state is immutable and swapped whole, so that a reader
 * sees one moment of it; a state never gives way to an older one.
 */
@Singleton
public class Snapshot implements Configurations, IssuedKeys, LimitsInForce {
    private final Map<WorkspaceId, WorkspaceState> states = new ConcurrentHashMap<>();
    /** Keys are never deleted, so entries never have to go. */
    private final Map<String, WorkspaceId> workspacesOfKeys = new ConcurrentHashMap<>();

    private final DefaultLimits defaults;

    Snapshot(DefaultLimits defaults) {
        this.defaults = defaults;
    }

    @Override
    public Configuration of(WorkspaceId workspace) {
        WorkspaceState state = states.get(workspace);
        return state == null ? Configuration.of(workspace, List.of(), List.of()) : state.configuration();
    }

    @Override
    public Optional<KnownKey> key(WorkspaceId workspace, String publicId) {
        WorkspaceState state = states.get(workspace);
        return state == null
                ? Optional.empty()
                : Optional.ofNullable(state.keys().get(publicId));
    }

    @Override
    public LimitTable limits(WorkspaceId workspace) {
        WorkspaceState state = states.get(workspace);
        return state == null ? defaults.table(List.of()) : state.limits();
    }

    /** Finds a key in any workspace: whoever presents it does not say where it belongs. */
    public Optional<KnownKey> key(String publicId) {
        WorkspaceId workspace = workspacesOfKeys.get(publicId);
        WorkspaceState state = workspace == null ? null : states.get(workspace);
        return state == null
                ? Optional.empty()
                : Optional.ofNullable(state.keys().get(publicId));
    }

    void replace(WorkspaceId workspace, WorkspaceState fresh) {
        WorkspaceState now =
                states.merge(workspace, fresh, (old, newer) -> newer.revision() >= old.revision() ? newer : old);
        if (now == fresh) {
            fresh.keys().keySet().forEach(publicId -> workspacesOfKeys.put(publicId, workspace));
        }
    }

    /** Which of these are not known at this revision. */
    List<String> stale(Map<String, Long> revisions) {
        return revisions.entrySet().stream()
                .filter(entry -> revision(new WorkspaceId(entry.getKey())) < entry.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public long revision(WorkspaceId workspace) {
        WorkspaceState state = states.get(workspace);
        return state == null ? 0 : state.revision();
    }
}
