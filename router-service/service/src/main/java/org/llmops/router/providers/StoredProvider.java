package org.llmops.router.providers;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SecretPlace;

/** A provider as the database keeps it; its credentials are sealed. */
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

    /** As it was locked before credentials had keys of their own; the next change of it gives it one. */
    @Column(name = "credential")
    private byte @Nullable [] former;

    @Column
    @Convert(converter = CredentialsColumn.class)
    private List<StoredCredential> credentials = List.of();

    @Column(name = "max_concurrency")
    private int maxConcurrency;

    @Column(name = "max_queue")
    private int maxQueue;

    @Column(name = "max_queue_ms")
    private int maxQueueMs;

    @Column
    private @Nullable String surfaces;

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
        maxConcurrency = definition.capacity().maxConcurrency();
        maxQueue = definition.capacity().maxQueue();
        maxQueueMs = Math.toIntExact(definition.capacity().maxWait().toMillis());
        surfaces = definition.surfaces().isEmpty() ? null : Surface.column(definition.surfaces());
        changed(by, now);
    }

    /** What of OpenAI's API it serves itself. */
    Set<Surface> surfaces() {
        return surfaces == null ? Surface.usual(dialect(), baseUrl()) : Surface.fromColumn(surfaces);
    }

    private void changed(String by, Instant now) {
        changedBy = by;
        changedAt = now;
        revision++;
    }

    /** In the place of the one with the same id, or behind the others. */
    void put(StoredCredential credential) {
        boolean known = credentials.stream().anyMatch(each -> each.id().equals(credential.id()));
        credentials = known
                ? credentials.stream()
                        .map(each -> each.id().equals(credential.id()) ? credential : each)
                        .toList()
                : Stream.concat(credentials.stream(), Stream.of(credential)).toList();
        if (credential.id().equals(ProviderCredential.DEFAULT)) {
            former = null;
        }
    }

    void put(StoredCredential credential, String by, Instant now) {
        put(credential);
        changed(by, now);
    }

    /** False: it has none with this id. */
    boolean drop(String id) {
        boolean known = hasCredential(id);
        credentials = credentials.stream().filter(each -> !each.id().equals(id)).toList();
        if (id.equals(ProviderCredential.DEFAULT)) {
            former = null;
        }
        return known;
    }

    boolean drop(String id, String by, Instant now) {
        boolean known = drop(id);
        if (known) {
            changed(by, now);
        }
        return known;
    }

    boolean hasCredential(String id) {
        return id.equals(ProviderCredential.DEFAULT) && former != null
                || credential(id).isPresent();
    }

    Optional<StoredCredential> credential(String id) {
        return credentials.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    List<StoredCredential> credentials() {
        return credentials;
    }

    byte @Nullable [] former() {
        return former;
    }

    SecretPlace place(String credential) {
        return new SecretPlace(workspaceId(), name, credential);
    }

    WorkspaceId workspaceId() {
        return new WorkspaceId(workspace);
    }

    Capacity capacity() {
        return new Capacity(maxConcurrency, maxQueue, Duration.ofMillis(maxQueueMs));
    }

    /** As calls use it, with its credentials opened. */
    Provider with(List<ProviderCredential> opened) {
        return new Provider(
                workspaceId(),
                name,
                priceBookProvider,
                dialect(),
                baseUrl(),
                opened.stream()
                        .filter(ProviderCredential::isActive)
                        .findFirst()
                        .map(ProviderCredential::secret)
                        .orElseGet(Credential::none),
                models,
                opened,
                capacity(),
                surfaces());
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
        return former != null || !credentials.isEmpty();
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
