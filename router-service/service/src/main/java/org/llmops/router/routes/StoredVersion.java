package org.llmops.router.routes;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.routes.document.DocumentText;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.routes.document.SimpleDocument;

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

    @Column(columnDefinition = "text")
    private @Nullable String document;

    /** The document as it was written, when it was YAML. */
    @Column(columnDefinition = "text")
    private @Nullable String source;

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
        this.targets = command.document().everyTarget();
        CachePolicy cache = command.document().cache();
        this.cacheTtlSeconds = cache == null ? null : cache.timeToLive().toSeconds();
        this.document = command.text().compact();
        this.source = command.text().yaml();
        this.description = command.document().description();
        this.publishedBy = command.caller().subject();
        this.publishedAt = now;
    }

    /** The document as it was published. */
    DocumentText text() {
        return document == null
                ? SimpleDocument.text(targets, cacheTtlSeconds, description)
                : DocumentText.stored(document, source);
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

    String publishedBy() {
        return publishedBy;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    /** The workspace is part of every identity. */
    record Key(String workspace, String name, int version) implements Serializable {}
}
