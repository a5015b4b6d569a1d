package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_UNKNOWN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.FieldError;

/** All invoices of every workspace; no query here omits the workspace. */
@ApplicationScoped
class Invoices {
    private static final TypeReference<List<FieldError>> PROBLEMS = new TypeReference<>() {};
    private static final String SELECT = """
            select workspace, id, provider, format, name, checksum, cast(first_day as text), cast(last_day as text),
                lines, skipped, cast(skipped_rows as text), amount_nano_usd,
                cast(extract(epoch from imported_at) * 1000000 as bigint), imported_by,
                cast(extract(epoch from trued_up_at) * 1000000 as bigint)
            from invoices where workspace = :workspace
            """;

    private final ObjectMapper json;

    Invoices(ObjectMapper json) {
        this.json = json;
    }

    /** False when the same file was imported before. */
    Uni<Boolean> add(Mutiny.Session session, Invoice invoice) {
        Mutiny.MutationQuery insert = session.createNativeQuery("""
                        insert into invoices (workspace, id, provider, format, name, checksum, first_day, last_day, lines,
                            skipped, skipped_rows, amount_nano_usd, imported_at, imported_by)
                        values (:workspace, :id, :provider, :format, cast(:name as text), :checksum,
                            cast(cast(:first as text) as date), cast(cast(:last as text) as date), :lines, :skipped, cast(cast(:problems as text) as jsonb),
                            cast(cast(:amount as text) as bigint), :at, :by)
                        on conflict (workspace, checksum) do nothing
                        """);
        Money amount = invoice.amount();
        return insert.setParameter("workspace", invoice.workspace().value())
                .setParameter("id", invoice.id())
                .setParameter("provider", invoice.provider())
                .setParameter("format", invoice.format().label())
                .setParameter("name", invoice.name())
                .setParameter("checksum", invoice.checksum())
                .setParameter("first", invoice.firstDay().toString())
                .setParameter("last", invoice.lastDay().toString())
                .setParameter("lines", invoice.lines())
                .setParameter("skipped", invoice.skipped())
                .setParameter("problems", write(invoice.problems()))
                .setParameter("amount", amount == null ? null : Long.toString(amount.nanoUsd()))
                .setParameter("at", invoice.importedAt())
                .setParameter("by", invoice.importedBy())
                .executeUpdate()
                .map(added -> added == 1);
    }

    Uni<Invoice> get(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.createNativeQuery(SELECT + " and id = :id", Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> INVOICE_UNKNOWN.because("No invoice has the id " + id))
                .map(this::read);
    }

    Uni<Optional<Invoice>> withChecksum(Mutiny.Session session, WorkspaceId workspace, String checksum) {
        return session.createNativeQuery(SELECT + " and checksum = :checksum", Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("checksum", checksum)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(this::read));
    }

    /** Latest first. */
    Uni<List<Invoice>> page(Mutiny.Session session, WorkspaceId workspace, @Nullable UUID after, int limit) {
        var query = session.createNativeQuery(
                SELECT + (after == null ? "" : " and id < :after") + " order by id desc limit :limit", Object[].class);
        query.setParameter("workspace", workspace.value()).setParameter("limit", limit);
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.getResultList().map(rows -> rows.stream().map(this::read).toList());
    }

    /** An invoice of the same days and provider by which the ledger was made to agree already. */
    Uni<Optional<Invoice>> settling(Mutiny.Session session, Invoice export) {
        return session.createNativeQuery(SELECT + """
                         and provider = :provider and id <> :id and trued_up_at is not null and amount_nano_usd is not null
                            and first_day <= cast(cast(:last as text) as date) and last_day >= cast(cast(:first as text) as date) limit 1
                        """, Object[].class)
                .setParameter("workspace", export.workspace().value())
                .setParameter("provider", export.provider())
                .setParameter("id", export.id())
                .setParameter("first", export.firstDay().toString())
                .setParameter("last", export.lastDay().toString())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(this::read));
    }

    Uni<Void> truedUp(Mutiny.Session session, Invoice invoice, String by, Instant now) {
        return session.createNativeQuery("""
                        update invoices set trued_up_at = :now, trued_up_by = :by
                        where workspace = :workspace and id = :id
                        """)
                .setParameter("now", now)
                .setParameter("by", by)
                .setParameter("workspace", invoice.workspace().value())
                .setParameter("id", invoice.id())
                .executeUpdate()
                .replaceWithVoid();
    }

    private Invoice read(Object[] row) {
        return new Invoice(
                new WorkspaceId((String) row[0]),
                (UUID) row[1],
                (String) row[2],
                InvoiceFormat.valueOf(((String) row[3]).toUpperCase(Locale.ROOT)),
                (String) row[4],
                (String) row[5],
                LocalDate.parse((String) row[6]),
                LocalDate.parse((String) row[7]),
                ((Number) row[8]).intValue(),
                ((Number) row[9]).intValue(),
                problems((String) row[10]),
                row[11] == null ? null : Money.ofNanoUsd(((Number) row[11]).longValue()),
                instant((Number) row[12]),
                (String) row[13],
                row[14] == null ? null : instant((Number) row[14]));
    }

    private static Instant instant(Number micros) {
        return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
    }

    private String write(List<FieldError> problems) {
        try {
            return json.writeValueAsString(problems);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Problems can be written as JSON", impossible);
        }
    }

    private List<FieldError> problems(String text) {
        try {
            return json.readValue(text, PROBLEMS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The table holds what was written to it", impossible);
        }
    }
}
