package org.llmops.router.routes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** A route: which of its versions is in force, since when, and by whose decision. */
@Entity
@Table(name = "route")
@IdClass(Route.Key.class)
class Route {
    @Id
    private String workspace;

    @Id
    private String name;

    @Column(name = "current_version")
    private int currentVersion;

    @Column(name = "latest_version")
    private int latestVersion;

    @Column(name = "moved_by")
    private String movedBy;

    @Column(name = "moved_at")
    private Instant movedAt;

    @Column(name = "removed_by")
    private @Nullable String removedBy;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    /** For Hibernate. */
    protected Route() {}

    Route(WorkspaceId workspace, String name) {
        this.workspace = workspace.value();
        this.name = name;
        this.movedBy = "";
        this.movedAt = Instant.EPOCH;
    }

    /** Makes the next version, which is in force from now on. */
    StoredVersion publish(PublishRoute command, Instant now) {
        latestVersion++;
        StoredVersion version = new StoredVersion(this, command, now);
        move(latestVersion, command.caller().subject(), now);
        return version;
    }

    /** Puts a version in force, which may be an older one. */
    void move(int version, String by, Instant now) {
        currentVersion = version;
        movedBy = by;
        movedAt = now;
        removedBy = null;
        removedAt = null;
    }

    /** No call can name it any more. Its versions stay, as calls were made by them. */
    void remove(String by, Instant now) {
        removedBy = by;
        removedAt = now;
    }

    boolean isRemoved() {
        return removedAt != null;
    }

    String workspace() {
        return workspace;
    }

    String name() {
        return name;
    }

    int currentVersion() {
        return currentVersion;
    }

    int latestVersion() {
        return latestVersion;
    }

    String movedBy() {
        return movedBy;
    }

    Instant movedAt() {
        return movedAt;
    }

    /** The workspace is part of every identity. */
    record Key(String workspace, String name) implements Serializable {}
}
