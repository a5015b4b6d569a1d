package org.llmops.cost.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/** All lines of all invoices of every workspace; no query here omits the workspace. */
@ApplicationScoped
class InvoiceLines {
    private static final String SELECT = """
            select line.row, cast(line.day as text), line.item, line.model, line.project, line.amount_nano_usd,
                line.rounding_nano_usd, line.requests, line.input_tokens, line.cache_read_tokens,
                line.cache_write_tokens, line.output_tokens
            from invoice_lines line
            """;

    Uni<Void> add(Mutiny.Session session, Invoice invoice, List<InvoiceLine> lines) {
        return session.createNativeQuery("""
                        insert into invoice_lines (workspace, invoice_id, row, day, item, model, project, amount_nano_usd,
                            rounding_nano_usd, requests, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens)
                        select :workspace, :invoice, row, cast(day as date), item, model, project, amount, rounding,
                            requests, input, cache_read, cache_write, output
                        from unnest(cast(:rows as int[]), cast(:days as text[]), cast(:items as text[]),
                            cast(:models as text[]), cast(:projects as text[]), cast(:amounts as bigint[]),
                            cast(:roundings as bigint[]), cast(:requests as bigint[]), cast(:input as bigint[]),
                            cast(:cacheRead as bigint[]), cast(:cacheWrite as bigint[]), cast(:output as bigint[]))
                            as line (row, day, item, model, project, amount, rounding, requests, input, cache_read,
                                cache_write, output)
                        """)
                .setParameter("workspace", invoice.workspace().value())
                .setParameter("invoice", invoice.id())
                .setParameter("rows", lines.stream().map(InvoiceLine::row).toArray(Integer[]::new))
                .setParameter("days", texts(lines, line -> line.day().toString()))
                .setParameter("items", texts(lines, InvoiceLine::item))
                .setParameter("models", texts(lines, InvoiceLine::model))
                .setParameter("projects", texts(lines, InvoiceLine::project))
                .setParameter("amounts", numbers(lines, InvoiceLines::amount))
                .setParameter("roundings", numbers(lines, InvoiceLines::rounding))
                .setParameter("requests", numbers(lines, InvoiceLine::requests))
                .setParameter("input", tokens(lines, TokenCounts::input))
                .setParameter("cacheRead", tokens(lines, TokenCounts::cacheRead))
                .setParameter("cacheWrite", tokens(lines, TokenCounts::cacheWrite))
                .setParameter("output", tokens(lines, TokenCounts::output))
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<List<InvoiceLine>> of(Mutiny.Session session, Invoice invoice) {
        return session.createNativeQuery(
                        SELECT + " where line.workspace = :workspace and line.invoice_id = :invoice order by line.row",
                        Object[].class)
                .setParameter("workspace", invoice.workspace().value())
                .setParameter("invoice", invoice.id())
                .getResultList()
                .map(rows -> rows.stream().map(InvoiceLines::read).toList());
    }

    /** Lines of the latest usage export for each of the days and models of an invoice, by the same provider. */
    Uni<List<InvoiceLine>> usageBeside(Mutiny.Session session, Invoice invoice) {
        return session.createNativeQuery(SELECT + """
                        join invoices export on export.workspace = line.workspace and export.id = line.invoice_id
                        where line.workspace = :workspace and export.provider = :provider and export.id <> :invoice
                            and export.amount_nano_usd is null and line.day between cast(cast(:first as text) as date) and cast(cast(:last as text) as date)
                            and not exists (
                                select 1 from invoices later
                                join invoice_lines again on again.workspace = later.workspace and again.invoice_id = later.id
                                where later.workspace = export.workspace and later.provider = export.provider
                                    and later.amount_nano_usd is null and later.id > export.id and later.id <> :invoice
                                    and again.day = line.day and again.model is not distinct from line.model)
                        order by line.day, line.row
                        """, Object[].class)
                .setParameter("workspace", invoice.workspace().value())
                .setParameter("provider", invoice.provider())
                .setParameter("invoice", invoice.id())
                .setParameter("first", invoice.firstDay().toString())
                .setParameter("last", invoice.lastDay().toString())
                .getResultList()
                .map(rows -> rows.stream().map(InvoiceLines::read).toList());
    }

    private static InvoiceLine read(Object[] row) {
        return new InvoiceLine(
                ((Number) row[0]).intValue(),
                LocalDate.parse((String) row[1]),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                row[5] == null ? null : new InvoicedAmount(money(row[5]), money(row[6])),
                row[7] == null ? null : Long.valueOf(((Number) row[7]).longValue()),
                row[8] == null
                        ? null
                        : new TokenCounts(number(row[8]), number(row[9]), number(row[10]), number(row[11]), 0));
    }

    private static Money money(Object nanoUsd) {
        return Money.ofNanoUsd(number(nanoUsd));
    }

    private static long number(Object number) {
        return ((Number) number).longValue();
    }

    private static @Nullable Long amount(InvoiceLine line) {
        return line.amount() == null
                ? null
                : Long.valueOf(line.amount().amount().nanoUsd());
    }

    private static @Nullable Long rounding(InvoiceLine line) {
        return line.amount() == null
                ? null
                : Long.valueOf(line.amount().rounding().nanoUsd());
    }

    private static String[] texts(List<InvoiceLine> lines, Function<InvoiceLine, @Nullable String> of) {
        return lines.stream().map(of).toArray(String[]::new);
    }

    private static Long[] numbers(List<InvoiceLine> lines, Function<InvoiceLine, @Nullable Long> of) {
        return lines.stream().map(of).toArray(Long[]::new);
    }

    private static Long[] tokens(List<InvoiceLine> lines, Function<TokenCounts, Long> of) {
        return numbers(lines, line -> line.tokens() == null ? null : of.apply(line.tokens()));
    }
}
