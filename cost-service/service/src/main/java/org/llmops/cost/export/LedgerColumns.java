package org.llmops.cost.export;

import static org.llmops.cost.export.ColumnType.DECIMAL;
import static org.llmops.cost.export.ColumnType.FLAG;
import static org.llmops.cost.export.ColumnType.LONG;
import static org.llmops.cost.export.ColumnType.TEXT;
import static org.llmops.cost.export.ColumnType.TIME;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.pricing.PriceStatus;

/** The ledger as it is, an entry a row. */
final class LedgerColumns {
    static final List<Column<LedgerEntry>> ALL = List.of(
            Column.of("id", TEXT, entry -> entry.id().toString()),
            Column.of("kind", TEXT, entry -> entry.kind().label()),
            Column.nullable("call_id", TEXT, entry -> text(entry.callId())),
            Column.of("revision", LONG, entry -> (long) entry.revision()),
            Column.of("started_at", TIME, LedgerEntry::startedAt),
            Column.of("recorded_at", TIME, LedgerEntry::recordedAt),
            Column.of("operation", TEXT, entry -> entry.facts().operation()),
            Column.nullable("surface", TEXT, entry -> entry.facts().surface()),
            Column.of("call_status", TEXT, entry -> entry.facts().status()),
            Column.of("cached", FLAG, entry -> entry.facts().cached()),
            Column.nullable("team", TEXT, entry -> entry.facts().who().team()),
            Column.nullable("app", TEXT, entry -> entry.facts().who().app()),
            Column.nullable("key", TEXT, entry -> entry.facts().who().key()),
            Column.nullable("end_user", TEXT, entry -> entry.facts().who().endUser()),
            Column.nullable("provider", TEXT, entry -> entry.facts().target().provider()),
            Column.nullable("model", TEXT, entry -> entry.facts().target().model()),
            Column.of(
                    "service_tier",
                    TEXT,
                    entry -> entry.facts().target().tier().name().toLowerCase(Locale.ROOT)),
            Column.nullable("region", TEXT, entry -> entry.facts().target().region()),
            Column.nullable("route", TEXT, name(CallFacts::route)),
            Column.nullable("route_version", LONG, number(CallFacts::route)),
            Column.nullable("prompt", TEXT, name(CallFacts::prompt)),
            Column.nullable("prompt_version", LONG, number(CallFacts::prompt)),
            Column.of("input_tokens", LONG, entry -> entry.used().tokens().input()),
            Column.of("cache_read_tokens", LONG, entry -> entry.used().tokens().cacheRead()),
            Column.of("cache_write_tokens", LONG, entry -> entry.used().tokens().cacheWrite()),
            Column.of("output_tokens", LONG, entry -> entry.used().tokens().output()),
            Column.of("reasoning_tokens", LONG, entry -> entry.used().tokens().reasoning()),
            Column.of("usage_estimated", FLAG, entry -> entry.used().estimated()),
            Column.of("cost_usd", DECIMAL, entry -> entry.cost().usd()),
            Column.nullable("price_status", TEXT, entry -> text(entry.costing().status())),
            Column.of(
                    "price_book_version", LONG, entry -> (long) entry.costing().bookVersion()),
            Column.nullable("price_rule", TEXT, entry -> entry.costing().rule()),
            Column.nullable("copy_of_call_id", TEXT, entry -> text(entry.facts().copyOf())),
            Column.nullable("tags", TEXT, LedgerColumns::tags));

    private LedgerColumns() {}

    private static Function<LedgerEntry, @Nullable Object> name(Function<CallFacts, CallFacts.@Nullable Version> of) {
        return entry -> {
            CallFacts.Version version = of.apply(entry.facts());
            return version == null ? null : version.name();
        };
    }

    private static Function<LedgerEntry, @Nullable Object> number(Function<CallFacts, CallFacts.@Nullable Version> of) {
        return entry -> {
            CallFacts.Version version = of.apply(entry.facts());
            return version == null ? null : (long) version.number();
        };
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable String text(@Nullable PriceStatus status) {
        return status == null ? null : status.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String tags(LedgerEntry entry) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        entry.facts().tags().forEach(tags::put);
        return tags.isEmpty() ? null : tags.toString();
    }
}
