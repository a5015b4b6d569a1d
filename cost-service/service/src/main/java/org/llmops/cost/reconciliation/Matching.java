package org.llmops.cost.reconciliation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.reconciliation.ObservedCalls.Sum;

/**
 * Puts an invoice's lines beside the ledger's sums: by day, by model if the invoice tells models apart, and by app where
 * every line of that day and model names a project that stands for one.
 */
final class Matching {
    private final Map<String, String> apps;
    private final List<Sum> sums;
    private final Map<Key, Invoiced> usage;
    private final Values values;
    private final boolean byModel;
    private final Set<Key> undivided;

    private Matching(
            List<InvoiceLine> lines,
            List<InvoiceLine> usageBeside,
            List<Sum> sums,
            Map<String, String> apps,
            Values values) {
        this.apps = Map.copyOf(apps);
        this.sums = List.copyOf(sums);
        this.values = values;
        this.byModel = lines.stream().anyMatch(line -> line.model() != null);
        this.undivided = lines.stream()
                .filter(line -> app(line) == null)
                .map(line -> new Key(line.day(), key(line.model()), null))
                .collect(Collectors.toSet());
        this.usage = usageBeside.stream()
                .collect(Collectors.groupingBy(
                        this::keyOf, Collectors.collectingAndThen(Collectors.toList(), Invoiced::of)));
    }

    /**
     * Matches.
     *
     * @param usageBeside lines of usage exports for the same days
     * @param apps by the provider's project
     * @param values what tokens are worth
     */
    static Reconciliation of(
            List<InvoiceLine> lines,
            List<InvoiceLine> usageBeside,
            List<Sum> sums,
            Map<String, String> apps,
            Values values) {
        return new Matching(lines, usageBeside, sums, apps, values).match(lines);
    }

    private Reconciliation match(List<InvoiceLine> lines) {
        Map<Key, List<InvoiceLine>> groups = new LinkedHashMap<>();
        lines.forEach(line ->
                groups.computeIfAbsent(keyOf(line), any -> new ArrayList<>()).add(line));
        Set<Sum> matched = new HashSet<>();
        List<Match> matches = groups.entrySet().stream()
                .map(group -> match(group.getKey(), group.getValue(), matched))
                .toList();
        Set<LocalDate> days = lines.stream().map(InvoiceLine::day).collect(Collectors.toSet());
        List<Sum> notInvoiced = sums.stream()
                .filter(sum -> !matched.contains(sum)
                        && days.contains(sum.day())
                        && sum.observed().calls() > 0)
                .toList();
        return new Reconciliation(matches, notInvoiced);
    }

    private Match match(Key key, List<InvoiceLine> lines, Collection<Sum> matched) {
        List<Sum> ours = sums.stream().filter(sum -> key.covers(sum, byModel)).toList();
        matched.addAll(ours);
        Observed observed = ours.stream().map(Sum::observed).reduce(Observed.NOTHING, Observed::plus);
        Invoiced invoiced = Invoiced.of(lines).completedBy(usage.getOrDefault(key, Invoiced.NOTHING));
        Set<String> models = byModel
                ? ours.stream().map(Sum::model).filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
        String model = lines.getFirst().model();
        return new Match(
                key.day(),
                model,
                key.app(),
                lines.stream().map(InvoiceLine::row).toList(),
                models,
                !byModel || model != null,
                invoiced,
                observed,
                Gap.of(
                        invoiced,
                        observed,
                        model == null
                                ? null
                                : values.of(
                                        key.day(),
                                        models.isEmpty()
                                                ? model
                                                : models.iterator().next())));
    }

    private Key keyOf(InvoiceLine line) {
        Key whole = new Key(line.day(), byModel ? key(line.model()) : null, null);
        return undivided.contains(new Key(line.day(), key(line.model()), null))
                ? whole
                : new Key(whole.day(), whole.model(), app(line));
    }

    private @Nullable String app(InvoiceLine line) {
        return line.project() == null ? null : apps.get(line.project());
    }

    private static @Nullable String key(@Nullable String model) {
        return model == null ? null : ModelNames.key(model);
    }

    /** What is compared as one. */
    private record Key(
            LocalDate day, @Nullable String model, @Nullable String app) {
        boolean covers(Sum sum, boolean byModel) {
            return sum.day().equals(day)
                    && (!byModel || model != null && sum.model() != null && model.equals(ModelNames.key(sum.model())))
                    && (app == null || app.equals(sum.app()));
        }
    }

    /** Knows what tokens of a model are worth on a day. */
    interface Values {
        /** Absent when the price book does not know the model. */
        Gap.@Nullable TokenValue of(LocalDate day, String model);
    }
}
