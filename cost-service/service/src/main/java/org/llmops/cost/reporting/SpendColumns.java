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
            common("hour", ColumnType.TIME, Common::hour),
            common("day", TEXT, common -> text(common.day())),
            common("week", TEXT, common -> text(common.week())),
            common("month", TEXT, common -> text(common.month())),
            common("team", TEXT, Common::team),
            common("app", TEXT, Common::app),
            common("key", TEXT, Common::key),
            common("provider", TEXT, Common::provider),
            common("model", TEXT, Common::model),
            common("route", TEXT, Common::route),
            common("prompt", TEXT, Common::prompt),
            common("prompt_version", LONG, common -> number(common.promptVersion())),
            common("operation", TEXT, Common::operation),
            common("surface", TEXT, Common::surface),
            common("service_tier", TEXT, Common::serviceTier),
            common("region", TEXT, Common::region),
            common("end_user", TEXT, Common::endUser),
            common("tag", TEXT, Common::tag),
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

    private static Column<Spend.Row> common(String name, ColumnType type, Function<Common, @Nullable Object> value) {
        return Column.nullable(name, type, row -> value.apply(row.common()));
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
