package org.llmops.cost.catalogue;

import static org.llmops.cost.CostProblem.PRICE_BOOK_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All versions of the price book. They are public facts and belong to no workspace. */
@ApplicationScoped
class PublishedBooks {
    /** Two instances that publish at once do so one after the other, so that they do not take the same number. */
    Uni<Void> lock(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('price-book', 0)) as text)", String.class)
                .getSingleResultOrNull()
                .replaceWithVoid();
    }

    Uni<Boolean> isShipped(Mutiny.Session session, String checksum) {
        return session.createNativeQuery(
                        "select count(*) from price_books where checksum = :checksum and origin = 'shipped'",
                        Long.class)
                .setParameter("checksum", checksum)
                .getSingleResult()
                .map(count -> count > 0);
    }

    Uni<Optional<BookVersion>> latest(Mutiny.Session session) {
        return page(session, Integer.MAX_VALUE, 1).map(latest -> latest.stream().findFirst());
    }

    /** Returns it with the number it got. */
    Uni<BookVersion> add(
            Mutiny.Session session,
            String checksum,
            String document,
            String origin,
            String by,
            @Nullable String note,
            Instant now) {
        return latestVersion(session)
                .chain(latest -> session.createNativeQuery("""
                        insert into price_books (version, checksum, document, origin, published_at, published_by, note)
                        values (:version, :checksum, :document, :origin, :now, :by, cast(:note as text))
                        """)
                        .setParameter("version", latest + 1)
                        .setParameter("checksum", checksum)
                        .setParameter("document", document)
                        .setParameter("origin", origin)
                        .setParameter("now", now)
                        .setParameter("by", by)
                        .setParameter("note", note)
                        .executeUpdate()
                        .replaceWith(new BookVersion(latest + 1, checksum, origin, now, by, note)));
    }

    /** 0 when none is published. */
    Uni<Integer> latestVersion(Mutiny.Session session) {
        return session.createNativeQuery("select coalesce(max(version), 0) from price_books", Integer.class)
                .getSingleResult();
    }

    Uni<String> document(Mutiny.Session session, int version) {
        return session.createNativeQuery("select document from price_books where version = :version", String.class)
                .setParameter("version", version)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(
                        () -> PRICE_BOOK_UNKNOWN.because("No version " + version + " of the price book is published"));
    }

    /** The latest first. */
    Uni<List<BookVersion>> page(Mutiny.Session session, int before, int limit) {
        return session.createNativeQuery("""
                        select version, checksum, origin, published_at, published_by, note from price_books
                        where version < :before order by version desc limit :limit
                        """, Object[].class)
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(BookVersion::of).toList());
    }
}
