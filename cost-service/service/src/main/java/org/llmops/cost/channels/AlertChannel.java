package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_KIND_FIXED;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;

/** Somebody who is told of alerts. */
@Entity
@Table(name = "alert_channels")
public class AlertChannel {
    @EmbeddedId
    private Key key;

    @Column(name = "name")
    private String name;

    @Column(name = "kind", updatable = false)
    @Enumerated(EnumType.STRING)
    private ChannelKind kind;

    @Column(name = "enabled")
    private boolean enabled;

    @Column(name = "origin")
    private @Nullable String origin;

    @Column(name = "recipients")
    private @Nullable String recipients;

    @Column(name = "sealed_key_id")
    private @Nullable String sealedKeyId;

    @Column(name = "sealed_key")
    private @Nullable String sealedKey;

    @Column(name = "sealed_text")
    private @Nullable String sealedText;

    @Column(name = "kinds")
    private String kinds;

    @Column(name = "min_severity")
    @Enumerated(EnumType.STRING)
    private Severity minSeverity;

    @Column(name = "scope")
    @Convert(converter = ScopeColumn.class)
    private Map<String, String> scope;

    @Column(name = "quiet_seconds")
    private long quietSeconds;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected AlertChannel() {}

    @SuppressWarnings("NullAway.Init")
    AlertChannel(
            WorkspaceId workspace,
            UUID id,
            ChannelKind kind,
            ChannelTerms terms,
            SealedDestination destination,
            Instant now) {
        this.key = new Key(workspace.value(), id);
        this.kind = kind;
        this.createdAt = now;
        change(terms);
        lead(destination);
    }

    void change(ChannelTerms terms) {
        name = terms.name();
        enabled = terms.enabled();
        kinds = String.join(",", terms.audience().kindNames());
        minSeverity = terms.audience().minSeverity();
        scope = terms.audience().scope();
        quietSeconds = terms.quiet().toSeconds();
    }

    void lead(SealedDestination destination) {
        SealedSecret secret = destination.secret();
        if (kind == ChannelKind.EMAIL) {
            recipients = destination.shown();
        } else {
            origin = destination.shown();
            seal(Objects.requireNonNull(secret));
        }
    }

    /** The same secret under another key, unless it was changed meanwhile. */
    void seal(SealedSecret before, SealedSecret anew) {
        if (sealed().equals(before)) {
            seal(anew);
        }
    }

    private void seal(SealedSecret secret) {
        sealedKeyId = secret.keyId();
        sealedKey = secret.wrappedKey();
        sealedText = secret.sealed();
    }

    void requireKind(ChannelKind wanted) {
        if (kind != wanted) {
            throw CHANNEL_KIND_FIXED.at(
                    "kind", "The channel is of kind " + kind.label() + ": create another one, and remove this");
        }
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(key.workspace);
    }

    public UUID id() {
        return key.id;
    }

    public String name() {
        return name;
    }

    public ChannelKind kind() {
        return kind;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public Audience audience() {
        return new Audience(
                Arrays.stream(kinds.split(","))
                        .filter(kindName -> !kindName.isEmpty())
                        .map(SignalKind::valueOf)
                        .collect(Collectors.toSet()),
                minSeverity,
                scope);
    }

    public Duration quiet() {
        return Duration.ofSeconds(quietSeconds);
    }

    List<String> recipients() {
        return Objects.requireNonNull(recipients).lines().toList();
    }

    SealedSecret sealed() {
        return new SealedSecret(
                Objects.requireNonNull(sealedKeyId),
                Objects.requireNonNull(sealedKey),
                Objects.requireNonNull(sealedText));
    }

    ChannelView view() {
        return new ChannelView(
                key.id,
                name,
                kind,
                origin,
                recipients == null ? null : recipients(),
                kinds.isEmpty() ? null : audience().kindNames(),
                minSeverity,
                scope.isEmpty() ? null : scope,
                QuietPeriod.written(quiet()),
                enabled,
                createdAt);
    }

    /** Names a channel. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
