package org.llmops.cost.reporting;

import static org.llmops.cost.export.ColumnType.DECIMAL;
import static org.llmops.cost.export.ColumnType.LONG;
import static org.llmops.cost.export.ColumnType.TEXT;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.export.Column;
import org.llmops.cost.export.ColumnType;

/** The columns of a spend report, those that rows are not told apart by included: so every report has the same. */
final class SpendColumns {
    static final List<Column<Spend.Row>> ALL = List.of(
            trait("hour", ColumnType.TIME, Traits::hour),
            trait("day", TEXT, traits -> text(traits.day())),
            trait("week", TEXT, traits -> text(traits.week())),
            trait("month", TEXT, traits -> text(traits.month())),
            trait("team", TEXT, Traits::team),
            trait("app", TEXT, Traits::app),
            trait("key", TEXT, Traits::key),
            trait("provider", TEXT, Traits::provider),
            trait("model", TEXT, Traits::model),
            trait("route", TEXT, Traits::route),
            trait("prompt", TEXT, Traits::prompt),
            trait("prompt_version", LONG, traits -> number(traits.promptVersion())),
            trait("operation", TEXT, Traits::operation),
            trait("surface", TEXT, Traits::surface),
            trait("service_tier", TEXT, Traits::serviceTier),
            trait("region", TEXT, Traits::region),
            trait("end_user", TEXT, Traits::endUser),
            trait("tag", TEXT, Traits::tag),
            sum("cost_usd", DECIMAL, sums -> sums.costUsd().usd()),
            sum("calls", LONG, SumsView::calls),
            sum("answered_calls", LONG, SumsView::answeredCalls),
            sum("cached_calls", LONG, SumsView::cachedCalls),
            sum("unpriced_calls", LONG, SumsView::unpricedCalls),
            sum("input_tokens", LONG, SumsView::inputTokens),
            sum("output_tokens", LONG, SumsView::outputTokens),
            Column.nullable("cache_read_tokens", LONG, row -> row.sums().cacheReadTokens()),
            Column.nullable("cache_write_tokens", LONG, row -> row.sums().cacheWriteTokens()),
            Column.nullable("reasoning_tokens", LONG, row -> row.sums().reasoningTokens()));

    private SpendColumns() {}

    private static Column<Spend.Row> trait(String name, ColumnType type, Function<Traits, @Nullable Object> value) {
        return Column.nullable(name, type, row -> value.apply(row.traits()));
    }

    private static Column<Spend.Row> sum(String name, ColumnType type, Function<SumsView, Object> value) {
        return Column.of(name, type, row -> value.apply(row.sums()));
    }

    private static @Nullable String text(@Nullable Object date) {
        return date == null ? null : date.toString();
    }

    private static @Nullable Long number(@Nullable Integer version) {
        return version == null ? null : version.longValue();
    }
}
