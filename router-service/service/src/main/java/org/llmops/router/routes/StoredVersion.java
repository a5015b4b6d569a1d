package org.llmops.router.routes;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A version of a route as the database keeps it, for good. */
@Entity
@Immutable
@Table(name = "route_version")
@IdClass(StoredVersion.Key.class)
class StoredVersion {
    @Id
    private String workspace;

    @Id
    private String name;

    @Id
    private int version;

    @Column
    @Convert(converter = TargetsColumn.class)
    private List<RouteTarget> targets;

    @Column(name = "cache_ttl_seconds")
    private @Nullable Long cacheTtlSeconds;

    @Column
    private @Nullable String description;

    @Column(name = "published_by")
    private String publishedBy;

    @Column(name = "published_at")
    private Instant publishedAt;

    /** For Hibernate. */
    protected StoredVersion() {}

    StoredVersion(Route route, PublishRoute command, Instant now) {
        this.workspace = route.workspace();
        this.name = route.name();
        this.version = route.latestVersion();
        this.targets = command.targets();
        this.cacheTtlSeconds =
                command.cacheTtl() == null ? null : command.cacheTtl().toSeconds();
        this.description = command.description();
        this.publishedBy = command.caller().subject();
        this.publishedAt = now;
    }

    RouteVersion inForce() {
        return new RouteVersion(
                name, version, targets, cacheTtlSeconds == null ? null : Duration.ofSeconds(cacheTtlSeconds));
    }

    String workspace() {
        return workspace;
    }

    String name() {
        return name;
    }

    int version() {
        return version;
    }

    List<RouteTarget> targets() {
        return targets;
    }

    @Nullable
    Long cacheTtlSeconds() {
        return cacheTtlSeconds;
    }

    @Nullable
    String description() {
        return description;
    }

    String publishedBy() {
        return publishedBy;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    /** The workspace is part of every identity. */
    record Key(String workspace, String name, int version) implements Serializable {}
}
