package org.llmops.cost.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Payment;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Reads entries. */
@ApplicationScoped
class EntryRows {
    /** What is selected of the alias `entry`, in the order in which it is read. */
    static final String COLUMNS = """
            entry.workspace, entry.id, entry.kind, entry.call_id, entry.revision, entry.reason, entry.cause,
            cast(extract(epoch from entry.started_at) * 1000000 as bigint),
            cast(extract(epoch from entry.recorded_at) * 1000000 as bigint),
            entry.operation, entry.surface, entry.call_status, entry.cached,
            entry.subject, entry.subject_kind, entry.team, entry.app, entry.end_user,
            entry.provider, entry.model, entry.requested_model, entry.service_tier, entry.region,
            entry.route, entry.route_version, entry.prompt, entry.prompt_version,
            cast(entry.tags as text), entry.copy_of_call_id,
            entry.input_tokens, entry.cache_read_tokens, entry.cache_write_tokens, entry.output_tokens,
            entry.reasoning_tokens, cast(entry.usage_details as text), entry.usage_estimated,
            entry.cost_nano_usd, coalesce(entry.price_status, case when entry.status = 'unpriced' then 'unpriced' end),
            entry.price_book_version, entry.price_rule, cast(entry.price_lines as text),
            cast(entry.discarded as text),
            entry.router_cost_nano_usd, cast(entry.payments as text)
            """;

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> DETAILS = new TypeReference<>() {};
    private static final TypeReference<List<Discarded>> DISCARDED = new TypeReference<>() {};
    private static final TypeReference<List<Payment>> PAYMENTS = new TypeReference<>() {};

    private final ObjectMapper json;

    EntryRows(ObjectMapper json) {
        this.json = json;
    }

    LedgerEntry read(@Nullable Object[] columns) {
        Cells row = new Cells(Arrays.asList(columns).iterator());
        return new LedgerEntry(
                new WorkspaceId(row.text()),
                row.id(),
                EntryKind.valueOf(row.text().toUpperCase(Locale.ROOT)),
                row.idOrNull(),
                (int) row.number(),
                reason(row.textOrNull()),
                row.textOrNull(),
                row.instant(),
                row.instant(),
                facts(row),
                used(row),
                costing(row),
                Money.ofNanoUsd(row.number()),
                json(row.textOrNull(), PAYMENTS, List.of()));
    }

    private CallFacts facts(Cells row) {
        return new CallFacts(
                row.text(),
                row.textOrNull(),
                row.text(),
                row.flag(),
                new CallFacts.Who(row.text(), row.text(), row.textOrNull(), row.textOrNull(), row.textOrNull()),
                new CallFacts.Target(
                        row.textOrNull(),
                        row.textOrNull(),
                        row.textOrNull(),
                        ServiceTier.valueOf(row.text().toUpperCase(Locale.ROOT)),
                        row.textOrNull()),
                version(row),
                version(row),
                json(row.textOrNull(), TAGS, Map.of()),
                row.idOrNull());
    }

    private Used used(Cells row) {
        return new Used(
                new TokenCounts(row.number(), row.number(), row.number(), row.number(), row.number()),
                json(row.textOrNull(), DETAILS, Map.of()),
                row.flag());
    }

    private Costing costing(Cells row) {
        return new Costing(
                Money.ofNanoUsd(row.number()),
                priceStatus(row.textOrNull()),
                (int) row.number(),
                row.textOrNull(),
                lines(row.textOrNull()),
                json(row.textOrNull(), DISCARDED, List.of()));
    }

    private static CallFacts.@Nullable Version version(Cells row) {
        String name = row.textOrNull();
        long number = row.numberOrZero();
        return name == null ? null : new CallFacts.Version(name, (int) number);
    }

    private static @Nullable Reason reason(@Nullable String label) {
        return label == null ? null : Reason.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private static @Nullable PriceStatus priceStatus(@Nullable String label) {
        return label == null ? null : PriceStatus.valueOf(label.toUpperCase(Locale.ROOT));
    }

    private List<PricedCall.Line> lines(@Nullable String array) {
        if (array == null) {
            return List.of();
        }
        try {
            return StreamSupport.stream(json.readTree(array).spliterator(), false)
                    .map(EntryRows::line)
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The ledger holds what was written to it", impossible);
        }
    }

    private static PricedCall.Line line(JsonNode line) {
        long count = line.get(1).longValue();
        BigDecimal rate = new BigDecimal(line.get(2).textValue());
        return new PricedCall.Line(
                line.get(0).textValue(),
                count,
                rate,
                rate.multiply(BigDecimal.valueOf(count)),
                line.has(3) ? new BigDecimal(line.get(3).textValue()) : null);
    }

    private <T> T json(@Nullable String text, TypeReference<T> type, T otherwise) {
        try {
            return text == null ? otherwise : json.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The ledger holds what was written to it", impossible);
        }
    }

    /** The cells of a row, one after the other. */
    private record Cells(Iterator<@Nullable Object> cells) {
        String text() {
            return Objects.requireNonNull(textOrNull());
        }

        @Nullable
        String textOrNull() {
            return (String) cells.next();
        }

        UUID id() {
            return Objects.requireNonNull(idOrNull());
        }

        @Nullable
        UUID idOrNull() {
            return (UUID) cells.next();
        }

        long number() {
            return ((Number) Objects.requireNonNull(cells.next())).longValue();
        }

        long numberOrZero() {
            return cells.next() instanceof Number number ? number.longValue() : 0;
        }

        boolean flag() {
            return (Boolean) Objects.requireNonNull(cells.next());
        }

        Instant instant() {
            return Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
        }
    }
}
