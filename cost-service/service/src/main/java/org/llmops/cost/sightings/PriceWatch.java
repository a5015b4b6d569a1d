package org.llmops.cost.sightings;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.alerts.Signals;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.store.Transactions;

/**
 * Tells workspaces when a model that they use costs something else than before, whatever changed that: another price book,
 * prices of their own, or a date that has come.
 */
@ApplicationScoped
class PriceWatch {
    private static final Logger log = Logger.getLogger(PriceWatch.class);
    private static final int BATCH = 500;

    private final Transactions transactions;
    private final Sightings sightings;
    private final CurrentPrices prices;
    private final Signals signals;
    private final Clock clock;

    PriceWatch(Transactions transactions, Sightings sightings, CurrentPrices prices, Signals signals, Clock clock) {
        this.transactions = transactions;
        this.sightings = sightings;
        this.prices = prices;
        this.signals = signals;
        this.clock = clock;
    }

    /** What a model costs now, and did before. */
    private record Change(PricedSighting before, PricedSighting after) {}

    @Scheduled(
            every = "${llmops.alerts.look-at-prices:1m}",
            delayed = "45s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        AtomicReference<@Nullable Sighting> last = new AtomicReference<>();
        return Multi.createBy()
                .repeating()
                .uni(() -> batch(last))
                .until(looked -> looked < BATCH)
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> log.warnf("Prices are looked at later: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    private Uni<Integer> batch(AtomicReference<@Nullable Sighting> last) {
        return transactions.acrossWorkspaces(session -> sightings
                .priced(session, last.get(), BATCH)
                .call(found -> compare(session, found))
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        last.set(found.getLast().sighting());
                    }
                })
                .map(List::size));
    }

    /** Only who writes the new rates tells of them, whichever instance that is. */
    private Uni<Void> compare(Mutiny.Session session, List<PricedSighting> found) {
        Instant now = clock.instant();
        List<Change> changes =
                found.stream().flatMap(before -> change(before, now)).toList();
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : sightings
                        .reprice(session, changes.stream().map(Change::after).toList())
                        .chain(kept -> signals.raise(session, news(changes, kept, now)));
    }

    /** None if this instance has older prices than the one that looked before. */
    private Stream<Change> change(PricedSighting before, Instant now) {
        Sighting seen = before.sighting();
        int book = prices.version();
        int custom = prices.custom(seen.workspace()).version();
        if (book == 0 || book < before.book() || custom < before.custom()) {
            return Stream.empty();
        }
        KnownRates rates = KnownRates.of(
                prices.find(seen.workspace(), seen.provider(), seen.model(), null, ServiceTier.STANDARD, now));
        return rates.equals(before.rates())
                ? Stream.empty()
                : Stream.of(new Change(before, new PricedSighting(seen, rates, book, custom)));
    }

    /** A model that was never looked at has no price to differ from. */
    private static List<Signal> news(List<Change> changes, Set<Sighting> kept, Instant now) {
        Set<Sighting> untold = new HashSet<>(kept);
        return changes.stream()
                .filter(change -> untold.contains(change.after().sighting()))
                .flatMap(change -> signal(change, now))
                .toList();
    }

    private static Stream<Signal> signal(Change change, Instant now) {
        KnownRates before = change.before().rates();
        KnownRates after = change.after().rates();
        if (before == null || after == null) {
            return Stream.empty();
        }
        Sighting seen = change.after().sighting();
        boolean dearer = !before.byUnit().isEmpty() && after.isDearerThan(before);
        return Stream.of(new Signal(
                seen.workspace(),
                SignalKind.PRICE_CHANGED,
                seen.subject(),
                dearer ? Severity.WARNING : Severity.INFO,
                title(seen, before, after, dearer),
                Map.of(
                        "provider", seen.provider(),
                        "model", seen.model(),
                        "before", before.texts(),
                        "after", after.texts(),
                        "price_book_version", change.after().book(),
                        "custom_prices_version", change.after().custom()),
                now));
    }

    private static String title(Sighting seen, KnownRates before, KnownRates after, boolean dearer) {
        String words = "The model %s of %s ".formatted(seen.model(), seen.provider());
        if (before.byUnit().isEmpty()) {
            return words + "has a price now";
        }
        if (after.byUnit().isEmpty()) {
            return words + "has no price any more";
        }
        return words + (dearer ? "costs more than before" : "has other prices than before");
    }
}
