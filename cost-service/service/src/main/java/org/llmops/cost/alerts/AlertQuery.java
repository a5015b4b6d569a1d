package org.llmops.cost.alerts;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The part of a query that says which alerts are meant. */
public class AlertQuery {
    @QueryParam("state")
    @Parameter(description = "Only alerts in this state: open, acknowledged or resolved")
    @Nullable
    String state;

    @QueryParam("kind")
    @Parameter(description = "Only alerts of this kind, such as BUDGET_EXHAUSTED")
    @Nullable
    String kind;

    @QueryParam("severity")
    @Parameter(description = "Only alerts of this severity: info, warning or critical")
    @Nullable
    String severity;

    @Nullable
    AlertState state() {
        return state == null ? null : AlertState.parse(state);
    }

    @Nullable
    SignalKind kind() {
        return kind == null ? null : SignalKind.parse("kind", kind);
    }

    @Nullable
    Severity severity() {
        return severity == null ? null : Severity.parse("severity", severity);
    }
}
