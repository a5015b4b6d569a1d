package org.llmops.router.limits;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds what the service's own configuration limits to what a workspace has set. */
@Singleton
public class DefaultLimits {
    private final Optional<Limit> ofWorkspaces;
    private final LimitTable alone;

    DefaultLimits(LimitSettings settings) {
        this.ofWorkspaces = settings.workspaceRequestsPerMinute()
                .map(amount -> new Limit(
                        "default",
                        new Scope(Scope.Kind.WORKSPACE, Scope.EACH),
                        LimitUnit.REQUESTS,
                        amount,
                        Duration.ofMinutes(1),
                        OnRedisAway.LOCAL));
        this.alone = LimitTable.of(ofWorkspaces.map(List::of).orElse(List.of()));
    }

    /** A default gives way to a limit of its family that the workspace has set. */
    public LimitTable table(List<Limit> own) {
        if (own.isEmpty()) {
            return alone;
        }
        List<Limit> all = new ArrayList<>(own);
        ofWorkspaces
                .filter(fallback ->
                        own.stream().noneMatch(limit -> limit.family().equals(fallback.family())))
                .ifPresent(all::add);
        return LimitTable.of(all);
    }
}
