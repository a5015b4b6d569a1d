package org.llmops.cost.sightings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** The models that workspaces have used; one statement for all of them. */
@ApplicationScoped
class Sightings {
    /** Adds those that are new, and returns these. */
    Uni<Set<Sighting>> add(Mutiny.Session session, Collection<Sighting> seen, Instant now) {
        List<Sighting> ordered = seen.stream().sorted(Sighting.ORDER_OF_LOCKS).toList();
        return session.createNativeQuery("""
                        insert into models_seen (workspace, provider, model, first_at)
                        select workspace, provider, model, :now
                        from unnest(cast(:workspaces as text[]), cast(:providers as text[]), cast(:models as text[]))
                            as seen (workspace, provider, model)
                        on conflict do nothing
                        returning workspace, provider, model
                        """, Object[].class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .setParameter(
                        "workspaces",
                        texts(ordered, seenHere -> seenHere.workspace().value()))
                .setParameter("providers", texts(ordered, Sighting::provider))
                .setParameter("models", texts(ordered, Sighting::model))
                .getResultList()
                .map(Sightings::read);
    }

    /** Notes that a workspace is told today, and returns those of which it was not yet. */
    Uni<Set<Sighting>> tellUnpriced(Mutiny.Session session, Collection<Sighting> unpriced, LocalDate today) {
        List<Sighting> ordered =
                unpriced.stream().sorted(Sighting.ORDER_OF_LOCKS).toList();
        return session.createNativeQuery("""
                        with untold as (
                            select seen.workspace, seen.provider, seen.model from models_seen seen
                            join unnest(cast(:workspaces as text[]), cast(:providers as text[]), cast(:models as text[]))
                                as unpriced (workspace, provider, model)
                                on seen.workspace = unpriced.workspace and seen.provider = unpriced.provider
                                    and seen.model = unpriced.model
                            where seen.unpriced_on is null or seen.unpriced_on < :today
                            order by seen.workspace, seen.provider, seen.model
                            for update of seen
                        )
                        update models_seen seen set unpriced_on = :today from untold
                        where seen.workspace = untold.workspace and seen.provider = untold.provider
                            and seen.model = untold.model
                        returning seen.workspace, seen.provider, seen.model
                        """, Object[].class)
                .setParameter("today", today)
                .setParameter(
                        "workspaces",
                        texts(ordered, seenHere -> seenHere.workspace().value()))
                .setParameter("providers", texts(ordered, Sighting::provider))
                .setParameter("models", texts(ordered, Sighting::model))
                .getResultList()
                .map(Sightings::read);
    }

    /** A page of all of them, of every workspace, with what they cost. */
    Uni<List<PricedSighting>> priced(Mutiny.Session session, @Nullable Sighting after, int limit) {
        return session.createNativeQuery("""
                        select workspace, provider, model, rates, book, custom from models_seen
                        where (workspace, provider, model) > (:workspace, :provider, :model)
                        order by workspace, provider, model limit :limit
                        """, Object[].class)
                .setParameter(
                        "workspace", after == null ? "" : after.workspace().value())
                .setParameter("provider", after == null ? "" : after.provider())
                .setParameter("model", after == null ? "" : after.model())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new PricedSighting(
                                read(row),
                                row[3] == null ? null : KnownRates.read((String) row[3]),
                                ((Number) row[4]).intValue(),
                                ((Number) row[5]).intValue()))
                        .toList());
    }

    /** Keeps what they cost now, and returns those of which nobody else did. */
    Uni<Set<Sighting>> reprice(Mutiny.Session session, List<PricedSighting> changed) {
        List<Sighting> seen = changed.stream().map(PricedSighting::sighting).toList();
        return session.createNativeQuery("""
                        with stale as (
                            select seen.workspace, seen.provider, seen.model, now.rates, now.book, now.custom
                            from models_seen seen
                            join unnest(cast(:workspaces as text[]), cast(:providers as text[]), cast(:models as text[]),
                                    cast(:rates as text[]), cast(:books as int[]), cast(:customs as int[]))
                                as now (workspace, provider, model, rates, book, custom)
                                on seen.workspace = now.workspace and seen.provider = now.provider
                                    and seen.model = now.model
                            where seen.rates is distinct from now.rates and seen.book <= now.book
                                and seen.custom <= now.custom
                            order by seen.workspace, seen.provider, seen.model
                            for update of seen
                        )
                        update models_seen seen set rates = stale.rates, book = stale.book, custom = stale.custom
                        from stale where seen.workspace = stale.workspace and seen.provider = stale.provider
                            and seen.model = stale.model
                        returning seen.workspace, seen.provider, seen.model
                        """, Object[].class)
                .setParameter(
                        "workspaces",
                        texts(seen, sighting -> sighting.workspace().value()))
                .setParameter("providers", texts(seen, Sighting::provider))
                .setParameter("models", texts(seen, Sighting::model))
                .setParameter(
                        "rates",
                        changed.stream()
                                .map(PricedSighting::rates)
                                .map(rates -> rates == null ? "{}" : rates.written())
                                .toArray(String[]::new))
                .setParameter(
                        "books", changed.stream().map(PricedSighting::book).toArray(Integer[]::new))
                .setParameter(
                        "customs", changed.stream().map(PricedSighting::custom).toArray(Integer[]::new))
                .getResultList()
                .map(Sightings::read);
    }

    private static Sighting read(Object[] row) {
        return new Sighting(new WorkspaceId((String) row[0]), (String) row[1], (String) row[2]);
    }

    private static Set<Sighting> read(List<Object[]> rows) {
        Set<Sighting> read = new HashSet<>();
        rows.forEach(row -> read.add(read(row)));
        return read;
    }

    private static String[] texts(List<Sighting> sightings, Function<Sighting, String> of) {
        return sightings.stream().map(of).toArray(String[]::new);
    }
}
