package org.llmops.cost.ledger;

import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;

/** The part of a query that says which entries of the ledger are meant. */
public class LedgerQuery {
    @QueryParam("from")
    @Parameter(description = "Calls that started then or later: a day in UTC, or a time with its offset")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Calls that started earlier than then: a day in UTC, or a time with its offset")
    @Nullable
    String to;

    @QueryParam("kind")
    @Parameter(description = "Only entries of this kind: call, correction or adjustment")
    @Nullable
    String kind;

    @QueryParam("team")
    @Parameter(description = "Calls of this team's applications")
    @Nullable
    String team;

    @QueryParam("provider")
    @Parameter(description = "Calls of this provider")
    @Nullable
    String provider;

    @QueryParam("app")
    @Parameter(description = "Calls of this application")
    @Nullable
    String app;

    @QueryParam("model")
    @Parameter(description = "Calls of this model, as the provider calls it")
    @Nullable
    String model;

    @QueryParam("prompt")
    @Parameter(description = "Calls composed from this prompt")
    @Nullable
    String prompt;

    @QueryParam("prompt_version")
    @Min(1)
    @Parameter(description = "Calls composed from this version of a prompt")
    @Nullable
    Integer promptVersion;

    @QueryParam("without")
    @Parameter(description = "Calls that have none of these: app, model, prompt, or several of them, comma-separated")
    @Nullable
    String without;

    public LedgerFilter filter() {
        return filter(null, null);
    }

    /** Bounds the time where the query does not. */
    public LedgerFilter filter(@Nullable Instant defaultFrom, @Nullable Instant defaultTo) {
        return new LedgerFilter(
                from == null ? defaultFrom : Moment.parse("from", from),
                to == null ? defaultTo : Moment.parse("to", to),
                kind == null ? null : EntryKind.parse(kind),
                team,
                app,
                provider,
                model,
                prompt,
                promptVersion,
                without == null ? Set.of() : Attribute.parse(without));
    }
}
