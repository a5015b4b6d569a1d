package org.llmops.cost.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;

/** Writes entries: an array for each column, so that a batch is one statement of one shape, however large it is. */
@ApplicationScoped
class EntryColumns {
    private final ObjectMapper json;
    private final List<Column<?>> columns;

    EntryColumns(ObjectMapper json) {
        this.json = json;
        this.columns = List.of(
                text("workspace", "text", entry -> entry.workspace().value()),
                text("id", "uuid", entry -> entry.id().toString()),
                text("kind", "text", entry -> entry.kind().label()),
                text("call_id", "uuid", entry -> string(entry.callId())),
                number("revision", "int", entry -> (long) entry.revision()),
                text(
                        "reason",
                        "text",
                        entry -> entry.reason() == null ? null : entry.reason().label()),
                text("cause", "text", LedgerEntry::cause),
                text("started_at", "timestamptz", entry -> entry.startedAt().toString()),
                text("recorded_at", "timestamptz", entry -> entry.recordedAt().toString()),
                text("operation", "text", entry -> entry.facts().operation()),
                text("surface", "text", entry -> entry.facts().surface()),
                text("call_status", "text", entry -> entry.facts().status()),
                flag("cached", entry -> entry.facts().cached()),
                text("subject", "text", entry -> entry.facts().who().subject()),
                text("subject_kind", "text", entry -> entry.facts().who().kind()),
                text("team", "text", entry -> entry.facts().who().team()),
                text("app", "text", entry -> entry.facts().who().app()),
                text("end_user", "text", entry -> entry.facts().who().endUser()),
                text("provider", "text", entry -> entry.facts().target().provider()),
                text("model", "text", entry -> entry.facts().target().model()),
                text("requested_model", "text", entry -> entry.facts().target().requestedModel()),
                text(
                        "service_tier",
                        "text",
                        entry -> tier(entry.facts().target().tier())),
                text("region", "text", entry -> entry.facts().target().region()),
                text("route", "text", entry -> name(entry.facts().route())),
                number("route_version", "int", entry -> version(entry.facts().route())),
                text("prompt", "text", entry -> name(entry.facts().prompt())),
                number("prompt_version", "int", entry -> version(entry.facts().prompt())),
                text("tags", "jsonb", entry -> object(entry.facts().tags())),
                text("copy_of_call_id", "uuid", entry -> string(entry.facts().copyOf())),
                number("input_tokens", "bigint", entry -> entry.used().tokens().input()),
                number(
                        "cache_read_tokens",
                        "bigint",
                        entry -> entry.used().tokens().cacheRead()),
                number(
                        "cache_write_tokens",
                        "bigint",
                        entry -> entry.used().tokens().cacheWrite()),
                number("output_tokens", "bigint", entry -> entry.used().tokens().output()),
                number(
                        "reasoning_tokens",
                        "bigint",
                        entry -> entry.used().tokens().reasoning()),
                text("usage_details", "jsonb", entry -> object(entry.used().details())),
                flag("usage_estimated", entry -> entry.used().estimated()),
                text("status", "text", entry -> entry.costing().isUnpriced() ? "unpriced" : "priced"),
                text("price_status", "text", EntryColumns::priceStatus),
                number("cost_nano_usd", "bigint", entry -> entry.cost().nanoUsd()),
                number(
                        "router_cost_nano_usd",
                        "bigint",
                        entry -> entry.routerCost().nanoUsd()),
                number("price_book_version", "int", entry ->
                        (long) entry.costing().bookVersion()),
                text("price_rule", "text", entry -> entry.costing().rule()),
                number(
                        "discarded_cost_nano_usd",
                        "bigint",
                        entry -> entry.costing().discardedCost().nanoUsd()),
                text("discarded", "jsonb", entry -> list(entry.costing().discarded())),
                text("price_lines", "jsonb", entry -> lines(entry.costing().lines())),
                text("payments", "jsonb", entry -> list(entry.payments())));
    }

    /** SQL that inserts them, with one parameter for each column. */
    String insert() {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values = columns.stream().map(Column::value).collect(Collectors.joining(", "));
        String arrays = columns.stream()
                .map(column -> "cast(:" + column.name() + " as " + column.wire() + "[])")
                .collect(Collectors.joining(", "));
        return "insert into ledger_entries (" + names + ") select " + values + " from unnest(" + arrays + ") as entry ("
                + names + ") on conflict (workspace, id) do nothing";
    }

    void bind(Mutiny.MutationQuery insert, List<LedgerEntry> entries) {
        columns.forEach(column -> insert.setParameter(column.name(), column.array(entries)));
    }

    private @Nullable String object(Map<String, ?> map) {
        return map.isEmpty() ? null : write(map);
    }

    /** Unit, count, rate: the amount is their product. */
    private @Nullable String lines(List<PricedCall.Line> lines) {
        return lines.isEmpty()
                ? null
                : write(lines.stream().map(EntryColumns::line).toList());
    }

    private static List<Object> line(PricedCall.Line line) {
        String rate = line.rate().toPlainString();
        BigDecimal listRate = line.listRate();
        return listRate == null
                ? List.of(line.unit(), line.count(), rate)
                : List.of(line.unit(), line.count(), rate, listRate.toPlainString());
    }

    private @Nullable String list(List<?> list) {
        return list.isEmpty() ? null : write(list);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What an entry holds can be written as JSON", impossible);
        }
    }

    private static @Nullable String priceStatus(LedgerEntry entry) {
        return entry.costing().status() == null
                ? null
                : entry.costing().status().label();
    }

    private static String tier(ServiceTier tier) {
        return tier.label();
    }

    private static @Nullable String name(CallFacts.@Nullable Version version) {
        return version == null ? null : version.name();
    }

    private static @Nullable Long version(CallFacts.@Nullable Version version) {
        return version == null ? null : (long) version.number();
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Column<String> text(String name, String type, Function<LedgerEntry, @Nullable String> value) {
        return new Column<>(name, type, "text", value, String[]::new);
    }

    private static Column<Long> number(String name, String type, Function<LedgerEntry, @Nullable Long> value) {
        return new Column<>(name, type, "bigint", value, Long[]::new);
    }

    private static Column<Boolean> flag(String name, Function<LedgerEntry, @Nullable Boolean> value) {
        return new Column<>(name, "boolean", "boolean", value, Boolean[]::new);
    }

    /**
     * A column.
     *
     * @param type in the table
     * @param wire in the array that carries its values
     */
    private record Column<T>(
            String name, String type, String wire, Function<LedgerEntry, @Nullable T> of, IntFunction<T[]> newArray) {
        String value() {
            return type.equals(wire) ? name : "cast(" + name + " as " + type + ")";
        }

        T[] array(List<LedgerEntry> entries) {
            return entries.stream().map(of).toArray(newArray);
        }
    }
}
