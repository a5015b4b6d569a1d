package org.llmops.cost.delivery;

import static org.llmops.cost.CostProblem.DELIVERY_NOT_DEAD;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Alert;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.channels.AlertChannel;
import org.llmops.platform.id.Ids;

/** One message to one channel, and what became of it. */
@Entity
@Table(name = "alert_deliveries")
class Delivery {
    @EmbeddedId
    private Key key;

    @Column(name = "channel_id", updatable = false)
    private UUID channelId;

    @Column(name = "alert_id", updatable = false)
    private UUID alertId;

    @Column(name = "severity", updatable = false)
    @Enumerated(EnumType.STRING)
    private Severity severity;

    @Column(name = "message", updatable = false)
    private String message;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    private DeliveryState state;

    @Column(name = "attempts")
    private int attempts;

    @Column(name = "next_at")
    private Instant nextAt;

    @Column(name = "claimed_until")
    private @Nullable Instant claimedUntil;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "status")
    private @Nullable Integer status;

    @Column(name = "reason")
    private @Nullable String reason;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected Delivery() {}

    Delivery(AlertChannel channel, Alert alert, String message, Instant now) {
        this.key = new Key(channel.workspace().value(), Ids.next());
        this.channelId = channel.id();
        this.alertId = alert.id();
        this.severity = alert.severity();
        this.message = message;
        this.state = DeliveryState.WAITING;
        this.nextAt = now;
        this.createdAt = now;
    }

    /** Begins again, with the same id: who has seen it knows it. */
    void resend(Instant now) {
        if (state != DeliveryState.DEAD) {
            throw DELIVERY_NOT_DEAD.because("The delivery is " + state.label() + ": only a dead one is sent again");
        }
        state = DeliveryState.WAITING;
        attempts = 0;
        nextAt = now;
        claimedUntil = null;
        endedAt = null;
    }

    /** @param outcome of the attempt that is made now */
    void end(Outcome outcome, Backoff backoff, Instant now) {
        status = outcome.status();
        claimedUntil = null;
        switch (outcome) {
            case Outcome.Taken taken -> {
                reason = null;
                state = DeliveryState.DELIVERED;
                endedAt = now;
            }
            case Outcome.Failed failed -> {
                reason = failed.reason();
                if (failed.isFinal() || backoff.isUsedUp(attempts)) {
                    state = DeliveryState.DEAD;
                    endedAt = now;
                } else {
                    nextAt = now.plus(backoff.after(attempts, failed.retryAfter()));
                }
            }
        }
    }

    boolean isAttempt(int number) {
        return state == DeliveryState.WAITING && attempts == number;
    }

    boolean isDead() {
        return state == DeliveryState.DEAD;
    }

    UUID id() {
        return key.id;
    }

    DeliveryView view() {
        return new DeliveryView(
                key.id,
                channelId,
                alertId,
                state,
                attempts,
                createdAt,
                state == DeliveryState.WAITING ? nextAt : null,
                endedAt,
                status,
                reason);
    }

    /** Names a delivery. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
