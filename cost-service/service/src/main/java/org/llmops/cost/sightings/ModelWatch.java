package org.llmops.cost.sightings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.alerts.Signals;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.LedgerListener;
import org.llmops.cost.pricing.PriceStatus;

/**
 * Tells of models that a workspace uses for the first time, and once a day of each that it uses without a price.
 *
 * <p>What others have committed is remembered, so that the calls of every day ask the database nothing. What this instance
 * adds itself is not: its transaction may yet fail.
 */
@ApplicationScoped
class ModelWatch implements LedgerListener {
    private static final int MOST_REMEMBERED = 100_000;

    private final Sightings sightings;
    private final Signals signals;
    private final Clock clock;
    private final Set<Sighting> known = ConcurrentHashMap.newKeySet();
    private final Map<Sighting, LocalDate> toldUnpriced = new ConcurrentHashMap<>();

    ModelWatch(Sightings sightings, Signals signals, Clock clock) {
        this.sightings = sightings;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public Uni<Void> added(Mutiny.Session session, List<LedgerEntry> entries) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<Sighting, LedgerEntry> seen = byModel(entries.stream());
        Map<Sighting, LedgerEntry> unpriced = byModel(entries.stream().filter(ModelWatch::lacksPrice));
        Set<Sighting> fresh = without(seen.keySet(), known);
        Set<Sighting> untold = unpriced.keySet().stream()
                .filter(sighting -> !today.equals(toldUnpriced.get(sighting)))
                .collect(Collectors.toSet());
        return add(session, fresh, now)
                .chain(added -> tell(session, untold, today).chain(told -> {
                    List<Signal> news = Stream.concat(
                                    added.stream().map(sighting -> isNew(sighting, seen.get(sighting), now)),
                                    told.stream().map(sighting -> isUnpriced(sighting, unpriced.get(sighting), now)))
                            .toList();
                    return news.isEmpty() ? Uni.createFrom().voidItem() : signals.raise(session, news);
                }));
    }

    private Uni<Set<Sighting>> add(Mutiny.Session session, Set<Sighting> fresh, Instant now) {
        return fresh.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : sightings.add(session, fresh, now).invoke(added -> {
                    makeRoom();
                    known.addAll(without(fresh, added));
                });
    }

    private Uni<Set<Sighting>> tell(Mutiny.Session session, Set<Sighting> untold, LocalDate today) {
        return untold.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : sightings
                        .tellUnpriced(session, untold, today)
                        .invoke(told -> without(untold, told).forEach(sighting -> toldUnpriced.put(sighting, today)));
    }

    private void makeRoom() {
        if (known.size() >= MOST_REMEMBERED) {
            known.clear();
            toldUnpriced.clear();
        }
    }

    /** The first call of each model; answers of the suite's own cache are no use of a model. */
    private static Map<Sighting, LedgerEntry> byModel(Stream<LedgerEntry> entries) {
        Map<Sighting, LedgerEntry> byModel = new LinkedHashMap<>();
        entries.filter(entry -> entry.kind() == EntryKind.CALL && !entry.facts().cached())
                .forEach(entry -> {
                    CallFacts.Target target = entry.facts().target();
                    String provider = target.provider();
                    String model = target.model();
                    if (provider != null && model != null) {
                        byModel.putIfAbsent(new Sighting(entry.workspace(), provider, model), entry);
                    }
                });
        return byModel;
    }

    private static boolean lacksPrice(LedgerEntry entry) {
        PriceStatus status = entry.costing().status();
        return status == PriceStatus.UNPRICED || status == PriceStatus.MISSING;
    }

    private static Signal isNew(Sighting sighting, @Nullable LedgerEntry first, Instant now) {
        return signal(
                sighting,
                first,
                SignalKind.MODEL_NEW,
                Severity.INFO,
                "The model %s of %s is used for the first time".formatted(sighting.model(), sighting.provider()),
                now);
    }

    private static Signal isUnpriced(Sighting sighting, @Nullable LedgerEntry first, Instant now) {
        boolean inPart = first != null && first.costing().status() == PriceStatus.MISSING;
        return signal(
                sighting,
                first,
                SignalKind.USAGE_UNPRICED,
                Severity.WARNING,
                (inPart ? "Some usage of the model %s of %s has no price" : "The model %s of %s has no price")
                                .formatted(sighting.model(), sighting.provider())
                        + ": reports and budgets leave it out",
                now);
    }

    private static Signal signal(
            Sighting sighting,
            @Nullable LedgerEntry first,
            SignalKind kind,
            Severity severity,
            String title,
            Instant now) {
        return new Signal(sighting.workspace(), kind, sighting.subject(), severity, title, facts(sighting, first), now);
    }

    /** Whose call it was, and which. */
    private static Map<String, Object> facts(Sighting sighting, @Nullable LedgerEntry first) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("provider", sighting.provider());
        facts.put("model", sighting.model());
        if (first != null) {
            CallFacts call = first.facts();
            facts.put("call_id", first.id().toString());
            put(facts, "team", call.who().team());
            put(facts, "app", call.who().app());
            put(facts, "key", call.who().key());
            put(facts, "region", call.target().region());
            put(facts, "route", call.route() == null ? null : call.route().name());
            put(facts, "prompt", call.prompt() == null ? null : call.prompt().name());
        }
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.put(name, value);
        }
    }

    private static Set<Sighting> without(Set<Sighting> all, Set<Sighting> some) {
        Set<Sighting> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
