package org.llmops.router.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.limits.LimitTable;

/**
 * Everything calls of one workspace depend on, at one moment.
 *
 * @param revision of the workspace's configuration; it grows with every change
 */
record WorkspaceState(long revision, Configuration configuration, Map<String, KnownKey> keys, LimitTable limits) {
    static WorkspaceState of(long revision, Configuration configuration, List<KnownKey> keys, LimitTable limits) {
        Map<String, KnownKey> byPublicId = HashMap.newHashMap(keys.size());
        keys.forEach(known -> byPublicId.put(known.key().publicId(), known));
        return new WorkspaceState(revision, configuration, byPublicId, limits);
    }
}
