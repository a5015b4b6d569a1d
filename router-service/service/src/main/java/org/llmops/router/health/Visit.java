package org.llmops.router.health;

import java.time.Duration;
import org.llmops.platform.identity.WorkspaceId;

/** One attempt at a target, from when it is asked until nothing more comes. It belongs to one event loop. */
public final class Visit {
    private final TargetHealth health;
    private final WatchedTarget watched;
    private final WorkspaceId workspace;
    private final String target;
    private final boolean probe;
    private boolean over;

    Visit(TargetHealth health, WatchedTarget watched, WorkspaceId workspace, String target, boolean probe) {
        this.health = health;
        this.watched = watched;
        this.workspace = workspace;
        this.target = target;
        this.probe = probe;
    }

    /** How long it took until there was content. */
    public void responded(long latencyNanos) {
        health.responded(watched, latencyNanos);
    }

    /** It asks to be left alone. */
    public void limited(Duration wait) {
        health.limited(watched, wait);
    }

    /** Nothing more comes; only the first time counts. */
    public void end(Outcome outcome) {
        if (!over) {
            over = true;
            health.ended(this, watched, probe, outcome);
        }
    }

    WorkspaceId workspace() {
        return workspace;
    }

    String target() {
        return target;
    }
}
