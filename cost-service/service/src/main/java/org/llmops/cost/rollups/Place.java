package org.llmops.cost.rollups;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.LedgerEntry;

/**
 * Where an entry is added up: the key of a row of hourly sums. Its components are the table's columns; what is absent is
 * empty.
 *
 * @param key public id of the API key; people and services have none
 * @param copied calls that the operator had copied
 */
@RegisterForReflection
record Place(
        String workspace,
        Instant hour,
        String team,
        String app,
        String key,
        String provider,
        String model,
        String route,
        String prompt,
        int promptVersion,
        String operation,
        String surface,
        String serviceTier,
        String region,
        boolean copied) {
    /** The primary key of hourly sums, in its order; that of days has a day for the hour. */
    static final List<String> COLUMNS = List.of(
            "workspace",
            "hour",
            "model",
            "app",
            "prompt",
            "prompt_version",
            "team",
            "key",
            "provider",
            "route",
            "operation",
            "surface",
            "service_tier",
            "region",
            "copied");

    static Place of(LedgerEntry entry) {
        CallFacts facts = entry.facts();
        CallFacts.Version route = facts.route();
        CallFacts.Version prompt = facts.prompt();
        return new Place(
                entry.workspace().value(),
                entry.startedAt().truncatedTo(ChronoUnit.HOURS),
                given(facts.who().team()),
                given(facts.who().app()),
                given(facts.who().key()),
                given(facts.target().provider()),
                given(facts.target().model()),
                route == null ? "" : route.name(),
                prompt == null ? "" : prompt.name(),
                prompt == null ? 0 : prompt.number(),
                facts.operation(),
                given(facts.surface()),
                facts.target().tier().name().toLowerCase(Locale.ROOT),
                given(facts.target().region()),
                facts.copyOf() != null);
    }

    static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
