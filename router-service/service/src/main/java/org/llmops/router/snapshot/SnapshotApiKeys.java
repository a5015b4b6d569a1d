package org.llmops.router.snapshot;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.ApiKeys;
import org.llmops.router.keys.KnownKey;

/** Lets the platform accept the keys that are in the snapshot. */
@Singleton
class SnapshotApiKeys implements ApiKeys {
    private final Snapshot snapshot;

    SnapshotApiKeys(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    @Override
    public Uni<Optional<ApiKey>> find(String publicId) {
        return Uni.createFrom().item(snapshot.key(publicId).map(KnownKey::key));
    }
}
