package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_SCOPE_FIXED;
import static org.llmops.cost.CostProblem.OVERRIDE_INVALID;

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
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;
import org.llmops.platform.identity.WorkspaceId;

/** How much the calls of a scope may take in a window of time. */
@Entity
@Table(name = "budgets")
public class Budget {
    @EmbeddedId
    private Key key;

    @Column(name = "name")
    private String name;

    @Column(name = "unit", updatable = false)
    @Enumerated(EnumType.STRING)
    private BudgetUnit unit;

    @Column(name = "limit_amount")
    private long limit;

    @Column(name = "period", updatable = false)
    @Enumerated(EnumType.STRING)
    private Period period;

    @Column(name = "zone", updatable = false)
    private String zone;

    @Column(name = "start_day", updatable = false)
    private int startDay;

    @Column(name = "start_month", updatable = false)
    private int startMonth;

    @Column(name = "rolling_seconds", updatable = false)
    private @Nullable Long rollingSeconds;

    @Column(name = "team", updatable = false)
    private @Nullable String team;

    @Column(name = "app", updatable = false)
    private @Nullable String app;

    @Column(name = "api_key", updatable = false)
    private @Nullable String apiKey;

    @Column(name = "end_user", updatable = false)
    private @Nullable String endUser;

    @Column(name = "provider", updatable = false)
    private @Nullable String provider;

    @Column(name = "model", updatable = false)
    private @Nullable String model;

    @Column(name = "route", updatable = false)
    private @Nullable String route;

    @Column(name = "prompt", updatable = false)
    private @Nullable String prompt;

    @Column(name = "tags", updatable = false)
    @Convert(converter = TagsColumn.class)
    private Map<String, String> tags;

    @Column(name = "carry_over")
    private boolean carryOver;

    @Column(name = "carry_over_max")
    private @Nullable Long carryOverMax;

    @Column(name = "on_exceeded")
    @Enumerated(EnumType.STRING)
    private OnExceeded onExceeded;

    @Column(name = "thresholds")
    private String thresholds;

    @Column(name = "alert_on_forecast")
    private boolean alertOnForecast;

    @Column(name = "override_amount")
    private @Nullable Long overrideAmount;

    @Column(name = "override_until")
    private @Nullable Instant overrideUntil;

    @Column(name = "override_reason")
    private @Nullable String overrideReason;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected Budget() {}

    // NullAway does not see that set() sets what may change.
    @SuppressWarnings("NullAway")
    public Budget(WorkspaceId workspace, UUID id, BudgetTerms terms, Instant now) {
        this.key = new Key(workspace.value(), id);
        this.unit = terms.unit();
        Window window = terms.window();
        this.period = window.period();
        this.zone = window.zone().getId();
        this.startDay = window.startDay();
        this.startMonth = window.startMonth();
        this.rollingSeconds = window.rolling() == null ? null : window.rolling().toSeconds();
        BudgetScope scope = terms.scope();
        this.team = scope.team();
        this.app = scope.app();
        this.apiKey = scope.key();
        this.endUser = scope.endUser();
        this.provider = scope.provider();
        this.model = scope.model();
        this.route = scope.route();
        this.prompt = scope.prompt();
        this.tags = scope.tags();
        this.createdAt = now;
        set(terms);
    }

    /** What has been counted in one unit, by one period and for one scope cannot be recounted: that is another budget. */
    public void change(BudgetTerms terms) {
        if (terms.unit() != unit) {
            throw BUDGET_SCOPE_FIXED.at("unit", "This budget counts " + unit.label() + "; create another budget");
        }
        if (terms.window().period() != period) {
            throw BUDGET_SCOPE_FIXED.at(
                    "period", "This budget's period is " + period.label() + "; create another budget");
        }
        if (!terms.window().equals(window())) {
            throw BUDGET_SCOPE_FIXED.at(
                    differingWindow(terms.window()),
                    "When a budget's periods begin and end cannot be changed; create another budget");
        }
        String field = scope().differsIn(terms.scope());
        if (field != null) {
            throw BUDGET_SCOPE_FIXED.at(field, "A budget's " + field + " cannot be changed; create another budget");
        }
        set(terms);
    }

    private String differingWindow(Window other) {
        if (!other.zone().equals(window().zone())) {
            return "time_zone";
        }
        if (other.startDay() != startDay) {
            return "start_day";
        }
        return other.startMonth() != startMonth ? "start_month" : "rolling";
    }

    private void set(BudgetTerms terms) {
        this.name = terms.name();
        this.limit = terms.limit();
        this.carryOver = terms.carryOver();
        this.carryOverMax = terms.carryOverMax();
        this.onExceeded = terms.onExceeded();
        this.thresholds = terms.thresholds().toString();
        this.alertOnForecast = terms.alertOnForecast();
    }

    /** Raises the limit for a while. */
    public void override(long amount, Instant until, @Nullable String reason, Instant now) {
        BudgetTerms.requireLimit(unit, amount);
        if (amount <= limit) {
            throw OVERRIDE_INVALID.at(
                    BudgetTerms.field(unit, "limit"),
                    "An override raises the limit, which is " + unit.text(limit) + " without one");
        }
        if (!until.isAfter(now)) {
            throw OVERRIDE_INVALID.at("until", "An override ends in the future");
        }
        this.overrideAmount = amount;
        this.overrideUntil = until;
        this.overrideReason = reason;
    }

    /** Lets the usual limit hold again. */
    public void endOverride() {
        this.overrideAmount = null;
        this.overrideUntil = null;
        this.overrideReason = null;
    }

    /** The override that is in force; null when there is none. */
    public @Nullable RaisedLimit overrideAt(Instant now) {
        Long amount = overrideAmount;
        Instant until = overrideUntil;
        return amount != null && until != null && now.isBefore(until)
                ? new RaisedLimit(amount, until, overrideReason)
                : null;
    }

    /** What may be spent in a period, beside what was carried over into it. */
    public long limitAt(Instant now) {
        RaisedLimit raised = overrideAt(now);
        return raised == null ? limit : Math.max(raised.amount, limit);
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

    public BudgetUnit unit() {
        return unit;
    }

    /** Without an override. */
    public long limit() {
        return limit;
    }

    public Window window() {
        return new Window(
                period,
                Window.zone(zone),
                startDay,
                startMonth,
                rollingSeconds == null ? null : Duration.ofSeconds(rollingSeconds));
    }

    public BudgetScope scope() {
        return new BudgetScope(team, app, apiKey, endUser, provider, model, route, prompt, tags);
    }

    public boolean carriesOver() {
        return carryOver;
    }

    /** What is carried over at most. */
    public long carryOverMost() {
        return carryOverMax == null ? BudgetTerms.LARGEST : carryOverMax;
    }

    public OnExceeded onExceeded() {
        return onExceeded;
    }

    public Thresholds thresholds() {
        return Thresholds.parse(thresholds);
    }

    public boolean alertsOnForecast() {
        return alertOnForecast;
    }

    Instant createdAt() {
        return createdAt;
    }

    /**
     * A limit for a while.
     *
     * @param reason why; absent when nobody said
     */
    public record RaisedLimit(
            long amount, Instant until, @Nullable String reason) {}

    /** Names a budget. */
    @Embeddable
    public record Key(
            @Column(name = "workspace") String workspace,
            @Column(name = "id") UUID id) {}
}
