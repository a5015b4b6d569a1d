package org.llmops.cost;

import static org.llmops.platform.problem.ProblemKind.CONFLICT;
import static org.llmops.platform.problem.ProblemKind.FORBIDDEN;
import static org.llmops.platform.problem.ProblemKind.INVALID;
import static org.llmops.platform.problem.ProblemKind.NOT_FOUND;
import static org.llmops.platform.problem.ProblemKind.TOO_LARGE;
import static org.llmops.platform.problem.ProblemKind.UNAVAILABLE;
import static org.llmops.platform.problem.ProblemKind.UNPROCESSABLE;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** Everything a caller of the cost service may have to handle. Names are part of the API. */
public enum CostProblem implements ProblemType {
    BUDGET_UNKNOWN(NOT_FOUND, "Budget does not exist"),
    BUDGET_NAME_TAKEN(CONFLICT, "Another budget has this name"),
    BUDGET_SCOPE_FIXED(UNPROCESSABLE, "A budget keeps its unit, its period and its scope"),
    BUDGET_PERIOD_UNKNOWN(INVALID, "Budget period is unknown"),
    BUDGET_UNIT_UNKNOWN(INVALID, "Budget unit is unknown or does not fit"),
    BUDGET_WINDOW_INVALID(INVALID, "Budget period makes no sense"),
    BUDGETS_TOO_MANY(UNPROCESSABLE, "Workspace has too many budgets"),
    THRESHOLDS_INVALID(INVALID, "Thresholds are invalid"),
    ON_EXCEEDED_UNKNOWN(INVALID, "What happens beyond a budget is unknown"),
    OVERRIDE_INVALID(INVALID, "Override makes no sense"),
    LIMIT_NOT_POSITIVE(INVALID, "Limit is not positive"),
    LIMIT_BELOW_SPENT(CONFLICT, "More than the limit is spent already"),
    LIMIT_BELOW_LEASED(CONFLICT, "More than the limit is spent or leased already"),
    LEASE_UNKNOWN(NOT_FOUND, "Lease does not exist"),
    LEASE_REQUEST_INVALID(INVALID, "Lease request is invalid"),
    PRICE_BOOK_VERSION_UNKNOWN(INVALID, "Price book has no such version"),
    RERATING_UNKNOWN(NOT_FOUND, "Re-rating does not exist"),
    INVOICE_UNKNOWN(NOT_FOUND, "Invoice does not exist"),
    INVOICE_FORMAT_UNKNOWN(INVALID, "Invoice format is unknown"),
    INVOICE_MALFORMED(INVALID, "Invoice is malformed"),
    INVOICE_ROW_MALFORMED(UNPROCESSABLE, "Invoice has malformed rows"),
    INVOICE_TOO_LARGE(TOO_LARGE, "Invoice has too many rows"),
    INVOICE_SETTLED(CONFLICT, "Another invoice settles these days"),
    CALL_UNKNOWN(NOT_FOUND, "The ledger has no such call"),
    TIME_MALFORMED(INVALID, "Time is malformed"),
    TIME_RANGE_INVALID(INVALID, "Time range is invalid"),
    FILTER_UNKNOWN(INVALID, "Filter is unknown"),
    GROUPING_UNKNOWN(INVALID, "Grouping is unknown"),
    REPORT_TOO_LARGE(UNPROCESSABLE, "Report has too many rows"),
    ALERT_UNKNOWN(NOT_FOUND, "Alert does not exist"),
    ALERT_RESOLVED(CONFLICT, "Alert is resolved"),
    ALERT_KIND_UNKNOWN(INVALID, "Kind of alert is unknown"),
    SEVERITY_UNKNOWN(INVALID, "Severity is unknown"),
    CHANNEL_UNKNOWN(NOT_FOUND, "Channel does not exist"),
    CHANNEL_NAME_TAKEN(CONFLICT, "Another channel has this name"),
    CHANNELS_TOO_MANY(UNPROCESSABLE, "Workspace has too many channels"),
    CHANNEL_KIND_UNKNOWN(INVALID, "Kind of channel is unknown"),
    CHANNEL_KIND_FIXED(UNPROCESSABLE, "A channel keeps its kind"),
    CHANNEL_FIELDS_INVALID(INVALID, "A field does not belong to this kind of channel"),
    CHANNEL_URL_REFUSED(INVALID, "URL is refused"),
    CHANNEL_SECRET_MALFORMED(INVALID, "Secret is malformed"),
    CHANNEL_ADDRESS_INVALID(INVALID, "Address is invalid"),
    CHANNEL_SCOPE_INVALID(INVALID, "Scope is invalid"),
    QUIET_PERIOD_INVALID(INVALID, "Quiet period is invalid"),
    CHANNEL_KEY_MISSING(UNAVAILABLE, "No key for secrets is configured"),
    CHANNEL_KEYS_AWAY(UNAVAILABLE, "The key for secrets cannot be used now"),
    DELIVERY_UNKNOWN(NOT_FOUND, "Delivery does not exist"),
    DELIVERY_NOT_DEAD(CONFLICT, "Delivery has not been given up"),
    TAGS_TOO_MANY(INVALID, "Too many tags are to be reported"),
    REBUILD_UNKNOWN(NOT_FOUND, "Rebuild does not exist"),
    CHARGEBACK_RULES_INVALID(INVALID, "Chargeback rules are invalid"),
    EXPORT_FORMAT_UNKNOWN(INVALID, "Export format is unknown"),
    ANOMALY_UNKNOWN(NOT_FOUND, "Anomaly does not exist"),
    VERDICT_UNKNOWN(INVALID, "Verdict is unknown"),
    FORECAST_TOO_FAR(INVALID, "A forecast cannot reach that far"),
    FORECAST_SCOPE_UNKNOWN(UNPROCESSABLE, "Spend is not added up by this scope"),
    BASELINE_UNKNOWN(INVALID, "Baseline model is unknown"),
    PRICE_BOOK_MISSING(UNAVAILABLE, "No price book is loaded yet"),
    PRICE_BOOK_UNKNOWN(NOT_FOUND, "Price book version does not exist"),
    PRICE_BOOK_NOT_YOURS(FORBIDDEN, "This workspace does not publish for everyone"),
    PRICE_ROW_INVALID(INVALID, "A row of the document is invalid"),
    CUSTOM_PRICES_UNKNOWN(NOT_FOUND, "Custom prices version does not exist"),
    USAGE_INVALID(INVALID, "Usage is invalid");

    private final ProblemKind kind;
    private final String title;

    CostProblem(ProblemKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
