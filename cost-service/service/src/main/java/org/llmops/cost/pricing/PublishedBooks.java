package org.llmops.cost.pricing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** All versions of the price book. They are public facts and belong to no workspace. */
@ApplicationScoped
class PublishedBooks {
    /** Two instances that start together publish one after the other, so that they do not take the same number. */
    Uni<Void> lock(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('price-book', 0)) as text)", String.class)
                .getSingleResultOrNull()
                .replaceWithVoid();
    }

    Uni<Boolean> hasChecksum(Mutiny.Session session, String checksum) {
        return session.createNativeQuery("select count(*) from price_books where checksum = :checksum", Long.class)
                .setParameter("checksum", checksum)
                .getSingleResult()
                .map(count -> count > 0);
    }

    /** Returns the number the new version got. */
    Uni<Integer> add(Mutiny.Session session, String checksum, String document, Instant now) {
        return latestVersion(session)
                .chain(latest -> session.createNativeQuery("""
                        insert into price_books (version, checksum, document, published_at)
                        values (:version, :checksum, :document, :now)
                        """)
                        .setParameter("version", latest + 1)
                        .setParameter("checksum", checksum)
                        .setParameter("document", document)
                        .setParameter("now", now)
                        .executeUpdate()
                        .replaceWith(latest + 1));
    }

    /** 0 when none is published. */
    Uni<Integer> latestVersion(Mutiny.Session session) {
        return session.createNativeQuery("select coalesce(max(version), 0) from price_books", Integer.class)
                .getSingleResult();
    }

    Uni<Optional<PriceBook>> latest(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select version, document from price_books order by version desc limit 1", Object[].class)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> PriceBookDocument.read((Integer) found[0], (String) found[1])));
    }
}
