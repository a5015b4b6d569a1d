package org.llmops.router.limits;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.llmops.platform.identity.Caller;

/** A limit in the database. */
@Entity
@Table(name = "rate_limit")
@IdClass(StoredLimit.Key.class)
class StoredLimit {
    @Id
    private String workspace;

    @Id
    private String id;

    @Column(name = "scope_kind")
    @Enumerated(EnumType.STRING)
    private Scope.Kind scopeKind;

    @Column(name = "scope_value")
    private String scopeValue;

    @Column
    @Enumerated(EnumType.STRING)
    private LimitUnit unit;

    @Column
    private long amount;

    /** 0 where there is none: null would not be equal to null in a unique index. */
    @Column(name = "window_seconds")
    private long windowSeconds;

    @Column(name = "on_redis_away")
    @Enumerated(EnumType.STRING)
    private OnRedisAway onRedisAway;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    protected StoredLimit() {}

    StoredLimit(Caller by, String id, LimitDefinition definition, Instant now) {
        this.workspace = by.workspace().value();
        this.id = id;
        this.createdAt = now;
        define(by, definition, now);
    }

    void define(Caller by, LimitDefinition definition, Instant now) {
        Duration window = definition.window();
        scopeKind = definition.scope().kind();
        scopeValue = definition.scope().value();
        unit = definition.unit();
        amount = definition.amount();
        windowSeconds = window == null ? 0 : window.toSeconds();
        onRedisAway = definition.onRedisAway();
        changedBy = by.subject();
        changedAt = now;
    }

    Limit limit() {
        return new Limit(
                id,
                new Scope(scopeKind, scopeValue),
                unit,
                amount,
                windowSeconds == 0 ? null : Duration.ofSeconds(windowSeconds),
                onRedisAway);
    }

    String workspace() {
        return workspace;
    }

    String id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }

    /** The workspace is part of every identity. */
    record Key(String workspace, String id) implements Serializable {}
}
