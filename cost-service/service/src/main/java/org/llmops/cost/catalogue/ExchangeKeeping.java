package org.llmops.cost.catalogue;

import static org.llmops.cost.CostProblem.PRICE_BOOK_NOT_YOURS;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.CostProblem;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.ExchangeRates.Told;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.problem.FieldError;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Takes and tells rates of exchange. */
@ApplicationScoped
class ExchangeKeeping {
    private static final int MOST_RATES = 10_000;

    private final Transactions transactions;
    private final ToldRates rates;
    private final CurrentPrices current;
    private final PricingConfig config;
    private final Clock clock;

    ExchangeKeeping(
            Transactions transactions, ToldRates rates, CurrentPrices current, PricingConfig config, Clock clock) {
        this.transactions = transactions;
        this.rates = rates;
        this.current = current;
        this.config = config;
        this.clock = clock;
    }

    Uni<Taken> take(Caller caller, JsonNode json, Import.Wish wish) {
        if (!config.publishers().orElse(List.of()).contains(caller.workspace().value())) {
            throw PRICE_BOOK_NOT_YOURS.because(
                    "Rates of exchange hold for everyone, and are told from the workspaces that"
                            + " llmops.pricing.publishers names");
        }
        List<FieldError> errors = new ArrayList<>();
        Row document = new Row("", json, errors);
        List<Told> told = read(document, errors);
        if (!errors.isEmpty() && (!wish.skip() || told.isEmpty())) {
            throw CostProblem.PRICE_ROW_INVALID.at(errors.subList(0, Math.min(errors.size(), 200)));
        }
        if (wish.dryRun()) {
            return Uni.createFrom().item(new Taken(0, errors));
        }
        String source = document.text("source");
        return transactions
                .mutate(
                        caller,
                        new Audit("exchange-rates.tell", "exchange-rates"),
                        session -> rates.add(session, told, source, caller.subject(), clock.instant()))
                .call(() -> transactions.acrossWorkspaces(rates::all).invoke(current::replace))
                .map(added -> new Taken(added, errors));
    }

    Uni<Page<ExchangeRateView>> list(Caller caller, @Nullable String currency, PageQuery query) {
        List<String> after = query.after(2);
        LocalDate before =
                after.isEmpty() ? LocalDate.of(9999, 12, 31) : Cursor.read(after.getFirst(), LocalDate::parse);
        String afterCurrency = after.isEmpty() ? "" : after.getLast();
        return transactions
                .read(
                        caller.workspace(),
                        session -> rates.page(session, currency, before, afterCurrency, query.limitAndOneMore()))
                .map(rows -> Page.of(
                        rows, query.limit(), row -> Cursor.encode(row.day().toString(), row.currency())));
    }

    private static List<Told> read(Row document, List<FieldError> errors) {
        List<Told> told = new ArrayList<>();
        if (!document.isObject()) {
            return told;
        }
        document.only(Set.of("source", "rates"));
        document.text("source");
        List<Row> rows = document.list("rates");
        if (rows.isEmpty() || rows.size() > MOST_RATES) {
            document.error("rates", "Write 1 to " + MOST_RATES + " rates");
            return told;
        }
        Set<String> seen = new HashSet<>();
        for (Row listed : rows) {
            Row row = Row.of(listed.path(), listed.json());
            Told rate = read(row, seen);
            if (rate != null) {
                told.add(rate);
            }
            errors.addAll(row.errors());
        }
        return told;
    }

    private static @Nullable Told read(Row row, Set<String> seen) {
        if (!row.isObject()) {
            return null;
        }
        row.only(Set.of("date", "currency", "per_usd"));
        LocalDate day = day(row);
        row.text("currency");
        String currency = RuleRows.currency(row, "currency");
        BigDecimal perUsd = row.decimal("per_usd");
        if (perUsd != null && perUsd.signum() <= 0) {
            row.error("per_usd", "A rate of exchange is above 0");
        }
        if (row.errors().isEmpty() && currency.equals(PriceRule.USD)) {
            row.error("currency", "A dollar is a dollar");
        }
        if (row.errors().isEmpty() && !seen.add(day + currency)) {
            row.error("date", "The currency has two rates on this day");
        }
        return row.errors().isEmpty() && day != null && perUsd != null ? new Told(day, currency, perUsd) : null;
    }

    private static @Nullable LocalDate day(Row row) {
        String text = row.text("date");
        try {
            // Ten characters are a year of four digits.
            if (text.length() == "2026-01-31".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException malformed) {
            // Told below, like everything that is no day.
        }
        row.error("date", "Write a day such as 2026-01-31");
        return null;
    }

    /**
     * What came of rates that were told.
     *
     * @param added how many said something new
     * @param skipped rows that are wrong, each with its field; none unless `on_error=skip`
     */
    @RegisterForReflection
    record Taken(int added, List<FieldError> skipped) {
        Taken {
            skipped = List.copyOf(skipped);
        }
    }
}
