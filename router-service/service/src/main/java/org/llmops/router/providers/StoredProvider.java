package org.llmops.router.providers;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** A provider as the database keeps it; its credential is locked. */
@Entity
@Table(name = "provider")
@IdClass(StoredProvider.Key.class)
class StoredProvider {
    @Id
    private String workspace;

    @Id
    private String name;

    @Column
    private int revision;

    @Column
    private String dialect;

    @Column(name = "base_url")
    private String baseUrl;

    @Column
    private byte @Nullable [] credential;

    @Column(name = "price_book_provider")
    private String priceBookProvider;

    @Column
    @Convert(converter = ModelsColumn.class)
    private List<ProviderModel> models;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_by")
    private String changedBy;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    protected StoredProvider() {}

    StoredProvider(String by, Instant now, WorkspaceId workspace, String name, ProviderDefinition definition) {
        this.workspace = workspace.value();
        this.name = name;
        this.createdAt = now;
        define(by, now, definition);
    }

    /** Everything but the credential. */
    final void define(String by, Instant now, ProviderDefinition definition) {
        dialect = definition.dialect().wireName();
        baseUrl = definition.baseUrl().toString();
        priceBookProvider = definition.priceBookProvider();
        models = definition.models();
        changedBy = by;
        changedAt = now;
        revision++;
    }

    void lock(byte @Nullable [] locked) {
        credential = locked;
    }

    Provider unlocked(Credentials credentials) {
        WorkspaceId owner = new WorkspaceId(workspace);
        return new Provider(
                owner,
                name,
                priceBookProvider,
                dialect(),
                baseUrl(),
                credentials.unlock(owner, name, Optional.ofNullable(credential)),
                models);
    }

    String workspace() {
        return workspace;
    }

    String name() {
        return name;
    }

    int revision() {
        return revision;
    }

    Dialect dialect() {
        return Dialect.of(dialect);
    }

    URI baseUrl() {
        return URI.create(baseUrl);
    }

    boolean hasCredential() {
        return credential != null;
    }

    String priceBookProvider() {
        return priceBookProvider;
    }

    List<ProviderModel> models() {
        return models;
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
    record Key(String workspace, String name) implements Serializable {}
}
