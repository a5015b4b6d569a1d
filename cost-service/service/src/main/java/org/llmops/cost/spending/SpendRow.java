package org.llmops.cost.spending;

import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.Attribute;
import org.llmops.cost.ledger.LedgerFilter;
import org.llmops.cost.spending.Spend.Group;
import org.llmops.cost.spending.Spend.Row;
import org.llmops.cost.spending.Spend.Sums;
import org.llmops.platform.money.Money;

/** Reads a row of a report, and says which entries of the ledger it adds up. */
final class SpendRow {
    private SpendRow() {}

    /** @param columns those of the groupings in their order, then the sums in theirs */
    static Row read(@Nullable Object[] columns, Set<Grouping> groupings, LedgerFilter filter) {
        Iterator<@Nullable Object> cells = Arrays.asList(columns).iterator();
        Group group = new Group(
                groupings.contains(Grouping.DAY) ? (LocalDate) cells.next() : null,
                groupings.contains(Grouping.MODEL) ? (String) cells.next() : null,
                groupings.contains(Grouping.APP) ? (String) cells.next() : null,
                groupings.contains(Grouping.PROMPT_VERSION) ? (String) cells.next() : null,
                groupings.contains(Grouping.PROMPT_VERSION) ? (Integer) cells.next() : null);
        Sums sums = new Sums(
                Money.ofNanoUsd(sum(cells)),
                sum(cells),
                sum(cells),
                sum(cells),
                sum(cells),
                sum(cells),
                sum(cells),
                sum(cells));
        return new Row(group, sums, ledger(group, groupings, filter));
    }

    private static long sum(Iterator<@Nullable Object> cells) {
        return cells.next() instanceof Number sum ? sum.longValue() : 0;
    }

    private static String ledger(Group group, Set<Grouping> groupings, LedgerFilter filter) {
        LocalDate day = group.day();
        Map<String, @Nullable Object> query = new LinkedHashMap<>();
        query.put("from", day == null ? filter.from() : later(startOf(day), filter.from()));
        query.put("to", day == null ? filter.to() : earlier(startOf(day.plusDays(1)), filter.to()));
        query.put("app", group.app() == null ? filter.app() : group.app());
        query.put("model", group.model() == null ? filter.model() : group.model());
        query.put("prompt", group.prompt() == null ? filter.prompt() : group.prompt());
        query.put("prompt_version", group.promptVersion() == null ? filter.promptVersion() : group.promptVersion());
        Set<Attribute> lacking = lacking(group, groupings, filter);
        query.put("without", lacking.isEmpty() ? null : Attribute.labels(lacking));
        UriBuilder link = UriBuilder.fromPath("/v1/ledger");
        query.forEach((name, value) -> {
            if (value != null) {
                link.queryParam(name, "{" + name + "}").resolveTemplate(name, value.toString(), true);
            }
        });
        return link.build().toString();
    }

    /** What it is told apart by and has no value of, the calls behind it have none of. */
    private static Set<Attribute> lacking(Group group, Set<Grouping> groupings, LedgerFilter filter) {
        Set<Attribute> lacking = EnumSet.noneOf(Attribute.class);
        lacking.addAll(filter.without());
        if (groupings.contains(Grouping.APP) && group.app() == null) {
            lacking.add(Attribute.APP);
        }
        if (groupings.contains(Grouping.MODEL) && group.model() == null) {
            lacking.add(Attribute.MODEL);
        }
        if (groupings.contains(Grouping.PROMPT_VERSION) && group.prompt() == null) {
            lacking.add(Attribute.PROMPT);
        }
        return lacking;
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
