package org.llmops.cost.rerating;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.CallRange;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A time's calls being priced anew, and how far that has come. */
@Entity
@Table(name = "reratings")
class Rerating {
    @EmbeddedId
    private Key key;

    @Column(name = "requested_at", updatable = false)
    private Instant requestedAt;

    @Column(name = "requested_by", updatable = false)
    private String requestedBy;

    @Column(name = "starts_at", updatable = false)
    private Instant startsAt;

    @Column(name = "ends_at", updatable = false)
    private Instant endsAt;

    @Column(name = "provider", updatable = false)
    private @Nullable String provider;

    @Column(name = "model", updatable = false)
    private @Nullable String model;

    @Column(name = "app", updatable = false)
    private @Nullable String app;

    @Column(name = "price_book_version", updatable = false)
    private int priceBookVersion;

    @Column(name = "dry_run", updatable = false)
    private boolean dryRun;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    private ReratingState state;

    @Column(name = "after_time")
    private @Nullable Instant afterTime;

    @Column(name = "after_call")
    private @Nullable UUID afterCall;

    @Column(name = "calls_examined")
    private long callsExamined;

    @Column(name = "calls_differing")
    private long callsDiffering;

    @Column(name = "calls_invoiced")
    private long callsInvoiced;

    @Column(name = "difference_nano_usd")
    private long differenceNanoUsd;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "failure")
    private @Nullable String failure;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected Rerating() {}

    /** @param bookVersion fixed at the beginning: a book that is published meanwhile does not divide the result */
    Rerating(Caller caller, RerateCalls wish, int bookVersion, Instant now) {
        this.key = new Key(caller.workspace().value(), Ids.next());
        this.requestedAt = now;
        this.requestedBy = caller.subject();
        this.startsAt = wish.start();
        this.endsAt = wish.end();
        this.provider = wish.provider();
        this.model = wish.model();
        this.app = wish.app();
        this.priceBookVersion = bookVersion;
        this.dryRun = wish.onlyTells();
        this.state = ReratingState.RUNNING;
    }

    /** The calls that were not looked at yet. */
    CallRange rest() {
        return new CallRange(
                startsAt,
                endsAt,
                provider,
                model,
                app,
                afterTime == null || afterCall == null ? null : new CallRange.After(afterTime, afterCall));
    }

    /** Goes on behind what was looked at. */
    void advance(Repriced repriced, boolean wasLast, Instant now) {
        callsExamined += repriced.examined();
        callsInvoiced += repriced.invoiced();
        callsDiffering += repriced.corrections().size();
        differenceNanoUsd =
                Math.addExact(differenceNanoUsd, repriced.difference().nanoUsd());
        CallRange.After last = repriced.last();
        if (last != null) {
            afterTime = last.startedAt();
            afterCall = last.call();
        }
        if (wasLast) {
            state = ReratingState.DONE;
            finishedAt = now;
        }
    }

    void fail(String because, Instant now) {
        state = ReratingState.FAILED;
        failure = because;
        finishedAt = now;
    }

    boolean isRunning() {
        return state == ReratingState.RUNNING;
    }

    Key key() {
        return key;
    }

    WorkspaceId workspace() {
        return new WorkspaceId(key.workspace);
    }

    UUID id() {
        return key.id;
    }

    /** How a correction names it. */
    String path() {
        return "reratings/" + key.id;
    }

    int priceBookVersion() {
        return priceBookVersion;
    }

    boolean onlyTells() {
        return dryRun;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    ReratingView view(List<ReratingLine> lines) {
        return new ReratingView(
                key.id,
                state,
                requestedAt,
                requestedBy,
                startsAt,
                endsAt,
                provider,
                model,
                app,
                priceBookVersion,
                dryRun,
                new ReratingView.Progress(afterTime, callsExamined, callsInvoiced),
                callsDiffering,
                Money.ofNanoUsd(differenceNanoUsd),
                lines.stream().map(ReratingView.Line::of).toList(),
                finishedAt,
                failure);
    }

    /** Names a re-rating. */
    @Embeddable
    record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
