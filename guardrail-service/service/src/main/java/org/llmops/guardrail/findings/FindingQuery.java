package org.llmops.guardrail.findings;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;

/** Which findings a list is to show: those that fit all that is given. */
class FindingQuery {
    @QueryParam("policy")
    @Nullable
    String policy;

    @QueryParam("version")
    @Nullable
    Integer version;

    @QueryParam("rule")
    @Nullable
    String rule;

    @QueryParam("entity")
    @Nullable
    String entity;

    @QueryParam("action")
    @Parameter(description = "`block`, `redact`, …")
    @Nullable
    String action;

    @QueryParam("mode")
    @Parameter(description = "`enforce` or `shadow`")
    @Nullable
    String mode;

    @QueryParam("direction")
    @Parameter(description = "`input` or `output`")
    @Nullable
    String direction;

    @QueryParam("call_id")
    @Nullable
    String callId;

    @QueryParam("fingerprint")
    @Parameter(description = "Where the same value was found")
    @Nullable
    String fingerprint;

    @QueryParam("from")
    @Parameter(description = "An instant, such as 2026-01-31T00:00:00Z")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "An instant; findings at it are left out")
    @Nullable
    String to;

    /** Conditions on columns, and their values. */
    Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        put(conditions, "policy", policy);
        put(conditions, "version", version);
        put(conditions, "rule", rule);
        put(conditions, "entity", entity);
        put(conditions, "action", action);
        put(conditions, "mode", mode);
        put(conditions, "direction", direction);
        put(conditions, "call_id", callId);
        put(conditions, "fingerprint", fingerprint);
        return conditions;
    }

    Instant begin() {
        return from == null ? Instant.EPOCH : instant("from", from);
    }

    Instant end() {
        return to == null ? Instant.parse("9999-01-01T00:00:00Z") : instant("to", to);
    }

    private static void put(Map<String, Object> conditions, String column, @Nullable Object value) {
        if (value != null) {
            conditions.put(column, value);
        }
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw GuardrailProblem.FILTER_INVALID.at(field, "An instant, such as 2026-01-31T00:00:00Z");
        }
    }
}
