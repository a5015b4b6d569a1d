package org.llmops.cost.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.pricing.PricedCall;

/**
 * Makes FOCUS charges of the ledger, an hour at a time. What a unit costs is its count times its rate, exactly, as FOCUS
 * wants it; the ledger rounds each call to whole nano-dollars. The difference, and what corrects calls, are charges of
 * their own, so that the sum of all is the ledger's. Used by one export, which hands it the entries in the order of time.
 */
final class FocusCharges {
    private final Map<Metered, BigDecimal> quantities = new LinkedHashMap<>();
    private final Map<Other, BigDecimal> others = new LinkedHashMap<>();
    private @Nullable Instant hour;

    /** Returns the charges of the hours that are over. */
    List<FocusRow> add(List<LedgerEntry> entries) {
        List<FocusRow> over = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            Instant current = entry.startedAt().truncatedTo(ChronoUnit.HOURS);
            if (!current.equals(hour)) {
                over.addAll(rest());
                hour = current;
            }
            add(entry, current);
        }
        return over;
    }

    /** Returns the charges of the last hour. */
    List<FocusRow> rest() {
        List<FocusRow> rows = new ArrayList<>();
        quantities.forEach((metered, quantity) -> rows.add(usage(metered, quantity)));
        others.forEach((other, cost) -> {
            if (cost.signum() != 0) {
                rows.add(other.row(cost));
            }
        });
        quantities.clear();
        others.clear();
        return rows;
    }

    private void add(LedgerEntry entry, Instant start) {
        FocusRow.Of of = of(entry.facts());
        String account = entry.workspace().value();
        BigDecimal left = entry.cost().usd();
        if (entry.kind() == EntryKind.CALL && left.signum() > 0) {
            for (PricedCall.Line line : entry.costing().lines()) {
                Metered metered = new Metered(account, start, of, meter(entry, line));
                BigDecimal count = BigDecimal.valueOf(line.count());
                quantities.merge(metered, count, BigDecimal::add);
                left = left.subtract(price(metered.meter, count));
            }
        }
        others.merge(other(entry, account, start, of), left, BigDecimal::add);
    }

    private static Other other(LedgerEntry entry, String account, Instant start, FocusRow.Of of) {
        boolean billedBefore =
                entry.kind() != EntryKind.CALL && month(entry.recordedAt()).isAfter(month(entry.startedAt()));
        String description = switch (entry.kind()) {
            case CALL -> "Rounding of calls to whole nano-dollars";
            case CORRECTION -> "Correction of calls";
            case ADJUSTMENT -> "Difference to the provider's invoice";
        };
        return new Other(
                account,
                start,
                billedBefore ? entry.recordedAt().truncatedTo(ChronoUnit.DAYS) : start,
                of,
                billedBefore,
                description);
    }

    private static FocusRow usage(Metered metered, BigDecimal quantity) {
        return new FocusRow(
                metered.account,
                metered.hour,
                metered.hour,
                FocusRow.Category.USAGE,
                false,
                metered.meter.label() + " of " + metered.of.model(),
                metered.of,
                metered.meter,
                quantity,
                price(metered.meter, quantity));
    }

    private static BigDecimal price(FocusRow.Meter meter, BigDecimal quantity) {
        return meter.unitPrice().multiply(meter.pricingQuantity(quantity));
    }

    /** With no more decimals than a column has: what that leaves is with what rounding leaves. */
    private static FocusRow.Meter meter(LedgerEntry entry, PricedCall.Line line) {
        return new FocusRow.Meter(
                line.unit(),
                shown(line.rate()),
                shown(Objects.requireNonNullElse(line.listRate(), line.rate())),
                Objects.requireNonNullElse(entry.costing().rule(), "price")
                        + '@'
                        + entry.costing().bookVersion());
    }

    private static BigDecimal shown(BigDecimal rate) {
        BigDecimal shown = rate.scale() <= ParquetColumn.DECIMALS
                ? rate
                : rate.setScale(ParquetColumn.DECIMALS, RoundingMode.HALF_UP);
        return shown.stripTrailingZeros();
    }

    private static FocusRow.Of of(CallFacts facts) {
        CallFacts.Version route = facts.route();
        CallFacts.Version prompt = facts.prompt();
        return new FocusRow.Of(
                facts.who().team(),
                facts.who().app(),
                route == null ? null : route.name(),
                prompt == null ? null : prompt.name(),
                prompt == null ? null : prompt.number(),
                facts.operation(),
                facts.target().provider(),
                facts.target().model(),
                facts.target().tier().name().toLowerCase(Locale.ROOT),
                facts.target().region());
    }

    private static YearMonth month(Instant moment) {
        return YearMonth.from(moment.atZone(ZoneOffset.UTC));
    }

    /** What is counted together. */
    private record Metered(String account, Instant hour, FocusRow.Of of, FocusRow.Meter meter) {}

    /** What is charged beside what is counted. */
    private record Other(
            String account, Instant hour, Instant billedIn, FocusRow.Of of, boolean isCorrection, String description) {
        FocusRow row(BigDecimal cost) {
            return new FocusRow(
                    account,
                    billedIn,
                    hour,
                    isCorrection ? FocusRow.Category.USAGE : FocusRow.Category.ADJUSTMENT,
                    isCorrection,
                    description,
                    of,
                    null,
                    null,
                    cost);
        }
    }
}
