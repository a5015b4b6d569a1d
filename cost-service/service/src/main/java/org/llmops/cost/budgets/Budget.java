package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_SCOPE_FIXED;
import static org.llmops.cost.CostProblem.LIMIT_NOT_POSITIVE;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** How much a workspace, or one app of it, may spend in a period. */
@Entity
@Table(name = "budgets")
public class Budget {
    @EmbeddedId
    private Key key;

    @Column(name = "name")
    private String name;

    @Column(name = "period", updatable = false)
    @Enumerated(EnumType.STRING)
    private Period period;

    @Column(name = "app", updatable = false)
    private @Nullable String app;

    @Column(name = "limit_nano_usd")
    private long limitNanoUsd;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected Budget() {}

    public Budget(
            WorkspaceId workspace,
            UUID id,
            String name,
            Period period,
            @Nullable String app,
            Money limit,
            Instant now) {
        requirePositive(limit);
        this.key = new Key(workspace.value(), id);
        this.name = name;
        this.period = period;
        this.app = app;
        this.limitNanoUsd = limit.nanoUsd();
        this.createdAt = now;
    }

    /** What has been counted by one period and one app cannot be recounted by another: that is another budget. */
    void change(String newName, Period samePeriod, @Nullable String sameApp, Money newLimit) {
        requirePositive(newLimit);
        if (samePeriod != period) {
            throw BUDGET_SCOPE_FIXED.at(
                    "period", "This budget's period is " + period.label() + "; create another budget");
        }
        if (!Objects.equals(sameApp, app)) {
            throw BUDGET_SCOPE_FIXED.at("app", "A budget's app cannot be changed; create another budget");
        }
        this.name = newName;
        this.limitNanoUsd = newLimit.nanoUsd();
    }

    /** True: calls of this app, or of none, are paid from it. */
    public boolean pays(@Nullable String caller) {
        return app == null || app.equals(caller);
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

    public Period period() {
        return period;
    }

    @Nullable
    String app() {
        return app;
    }

    public Money limit() {
        return Money.ofNanoUsd(limitNanoUsd);
    }

    Instant createdAt() {
        return createdAt;
    }

    private static void requirePositive(Money limit) {
        if (!limit.isPositive()) {
            throw LIMIT_NOT_POSITIVE.at("limit_usd", "A limit is more than 0 USD");
        }
    }

    /** Names a budget. */
    @Embeddable
    public record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
