package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
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

    @QueryParam("key")
    @Parameter(description = "Calls with the API key of this public id")
    @Nullable
    String key;

    @QueryParam("end_user")
    @Parameter(description = "Calls for this end user")
    @Nullable
    String endUser;

    @QueryParam("route")
    @Parameter(description = "Calls that took this route")
    @Nullable
    String route;

    @QueryParam("operation")
    @Parameter(description = "Calls of this operation, such as chat")
    @Nullable
    String operation;

    @QueryParam("surface")
    @Parameter(description = "Calls in this wire format")
    @Nullable
    String surface;

    @QueryParam("service_tier")
    @Parameter(description = "Calls at this service tier")
    @Nullable
    String serviceTier;

    @QueryParam("region")
    @Parameter(description = "Calls answered in this region")
    @Nullable
    String region;

    @QueryParam("tag")
    @Parameter(description = "Calls with this tag, as name=value")
    @Nullable
    String tag;

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
    @Parameter(
            description =
                    "Calls that have none of these: team, app, model, prompt, …, or several of them, comma-separated")
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
                having(),
                promptVersion,
                without == null ? Set.of() : Attribute.parse(without));
    }

    private Map<Attribute, String> having() {
        Map<Attribute, String> having = new EnumMap<>(Attribute.class);
        put(having, Attribute.TEAM, team);
        put(having, Attribute.APP, app);
        put(having, Attribute.KEY, key);
        put(having, Attribute.END_USER, endUser);
        put(having, Attribute.PROVIDER, provider);
        put(having, Attribute.MODEL, model);
        put(having, Attribute.ROUTE, route);
        put(having, Attribute.PROMPT, prompt);
        put(having, Attribute.OPERATION, operation);
        put(having, Attribute.SURFACE, surface);
        put(having, Attribute.SERVICE_TIER, serviceTier);
        put(having, Attribute.REGION, region);
        put(having, Attribute.TAG, tag == null ? null : object(tag));
        return having;
    }

    /** A JSON object of a tag's name and value. */
    private static String object(String tag) {
        int equals = tag.indexOf('=');
        if (equals <= 0) {
            throw FILTER_UNKNOWN.at("tag", "Write the tag's name and its value, such as feature=checkout");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put(tag.substring(0, equals), tag.substring(equals + 1))
                .toString();
    }

    private static void put(Map<Attribute, String> having, Attribute attribute, @Nullable String value) {
        if (value != null) {
            having.put(attribute, value);
        }
    }
}
