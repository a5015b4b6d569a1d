package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.GROUPING_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;
import org.llmops.cost.rollups.SpendReading;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/** Reports who is charged with what. */
@ApplicationScoped
class ChargebackReports {
    private final Transactions transactions;
    private final SpendReading reading;
    private final ChargebackRules rules;
    private final Clock clock;

    ChargebackReports(Transactions transactions, SpendReading reading, ChargebackRules rules, Clock clock) {
        this.transactions = transactions;
        this.reading = reading;
        this.rules = rules;
        this.clock = clock;
    }

    Uni<Chargeback> chargeback(WorkspaceId workspace, ScopeQuery query, String label) {
        ChargebackRule.By by = by(label);
        ScopeQuery.Span span = query.span(clock.instant(), query.finest());
        Slice slice = Slice.all(span.from(), span.to())
                .of(query.scope())
                .by(Set.of(dimension(by)), Slice.Order.NAME, Slice.MOST_ROWS + 1);
        return transactions.read(
                workspace,
                session -> rules.list(session, workspace)
                        .chain(all -> reading.groups(session, workspace, slice)
                                .map(groups -> report(slice, by, groups, all))));
    }

    private static Chargeback report(
            Slice slice, ChargebackRule.By by, List<Group> groups, List<ChargebackRule> rules) {
        if (groups.size() == slice.limit()) {
            throw SpendReports.tooLarge();
        }
        Map<String, Money> spent = groups.stream()
                .collect(Collectors.toMap(
                        group -> group.value(dimension(by)),
                        group -> Money.ofNanoUsd(group.sums().costNanoUsd())));
        return new Chargeback(
                slice.from(),
                slice.to(),
                by.label(),
                spent.values().stream().reduce(Money.ZERO, Money::plus),
                Chargeback.split(
                        spent, rules.stream().filter(rule -> rule.by() == by).toList()));
    }

    private static Dimension dimension(ChargebackRule.By by) {
        return by == ChargebackRule.By.TEAM ? Dimension.TEAM : Dimension.APP;
    }

    private static ChargebackRule.By by(String label) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "team" -> ChargebackRule.By.TEAM;
            case "app" -> ChargebackRule.By.APP;
            default -> throw GROUPING_UNKNOWN.at("by", "Charge teams or apps: team, app");
        };
    }
}
