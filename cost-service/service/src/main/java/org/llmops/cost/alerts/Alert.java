package org.llmops.cost.alerts;

import static org.llmops.cost.CostProblem.ALERT_RESOLVED;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;

/** All that was said about one subject since it was last resolved. */
@Entity
@Table(name = "alerts")
public class Alert {
    @EmbeddedId
    private Key key;

    @Column(name = "kind", updatable = false)
    @Enumerated(EnumType.STRING)
    private SignalKind kind;

    @Column(name = "subject", updatable = false)
    private String subject;

    @Column(name = "severity")
    @Enumerated(EnumType.STRING)
    private Severity severity;

    @Column(name = "title")
    private String title;

    @Column(name = "facts")
    @Convert(converter = FactsColumn.class)
    private Map<String, Object> facts;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    private AlertState state;

    @Column(name = "count")
    private long count;

    @Column(name = "first_at", updatable = false)
    private Instant firstAt;

    @Column(name = "last_at")
    private Instant lastAt;

    @Column(name = "acknowledged_at")
    private @Nullable Instant acknowledgedAt;

    @Column(name = "acknowledged_by")
    private @Nullable String acknowledgedBy;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @Column(name = "resolved_by")
    private @Nullable String resolvedBy;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected Alert() {}

    Alert(Signal signal) {
        this.key = new Key(signal.workspace().value(), Ids.next());
        this.kind = signal.kind();
        this.subject = signal.subject();
        this.severity = signal.severity();
        this.title = signal.title();
        this.facts = signal.facts();
        this.state = AlertState.OPEN;
        this.count = 1;
        this.firstAt = signal.at();
        this.lastAt = signal.at();
    }

    /** Takes on what was said later about the same. It never gets less severe by itself: people say when it is over. */
    void hear(Signal signal) {
        count++;
        title = signal.title();
        facts = signal.facts();
        if (signal.severity().isAtLeast(severity)) {
            severity = signal.severity();
        }
        if (signal.at().isAfter(lastAt)) {
            lastAt = signal.at();
        }
    }

    /** Once is enough: who comes later changes nothing. */
    void acknowledge(String by, Instant now) {
        if (state == AlertState.RESOLVED) {
            throw ALERT_RESOLVED.because("The alert was resolved at " + resolvedAt + ": there is nothing to take on");
        }
        if (state == AlertState.OPEN) {
            state = AlertState.ACKNOWLEDGED;
            acknowledgedAt = now;
            acknowledgedBy = by;
        }
    }

    void resolve(String by, Instant now) {
        if (state != AlertState.RESOLVED) {
            state = AlertState.RESOLVED;
            resolvedAt = now;
            resolvedBy = by;
        }
    }

    public WorkspaceId workspace() {
        return new WorkspaceId(key.workspace);
    }

    public UUID id() {
        return key.id;
    }

    public SignalKind kind() {
        return kind;
    }

    public String subject() {
        return subject;
    }

    public Severity severity() {
        return severity;
    }

    public Map<String, Object> facts() {
        return facts;
    }

    public boolean isOpen() {
        return state == AlertState.OPEN;
    }

    public AlertView view() {
        return new AlertView(
                key.id,
                kind,
                subject,
                severity,
                title,
                facts,
                state,
                count,
                firstAt,
                lastAt,
                acknowledgedAt,
                acknowledgedBy,
                resolvedAt,
                resolvedBy);
    }

    /** Names an alert. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
