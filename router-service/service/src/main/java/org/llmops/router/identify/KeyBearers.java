package org.llmops.router.identify;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.PresentedKey;
import org.llmops.router.keys.KeyUse;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.snapshot.Snapshot;

/** Recognises the bearers of API keys. The keys are in memory: nobody waits. */
@Singleton
class KeyBearers {
    private final Snapshot snapshot;
    private final KeyUse use;
    private final Clock clock;

    KeyBearers(Snapshot snapshot, KeyUse use, Clock clock) {
        this.snapshot = snapshot;
        this.use = use;
        this.clock = clock;
    }

    /** Empty when the key is none of ours, or no longer one. */
    Optional<Caller> identify(String bearer) {
        return PresentedKey.parse(bearer)
                .flatMap(presented -> snapshot.key(presented.publicId())
                        .map(KnownKey::key)
                        .filter(key -> key.accepts(presented, clock.instant())))
                .map(this::accepted);
    }

    private Caller accepted(ApiKey key) {
        use.accepted(key.publicId());
        return key.caller();
    }
}
