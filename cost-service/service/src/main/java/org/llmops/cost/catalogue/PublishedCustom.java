package org.llmops.cost.catalogue;

import static org.llmops.cost.CostProblem.CUSTOM_PRICES_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All versions of what workspaces have agreed on; no query of one workspace omits it. */
@ApplicationScoped
class PublishedCustom {
    Uni<Void> lock(Mutiny.Session session, WorkspaceId workspace) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(:lock, 0)) as text)", String.class)
                .setParameter("lock", "custom-prices/" + workspace.value())
                .getSingleResultOrNull()
                .replaceWithVoid();
    }

    /** The latest, when its document is this one. */
    Uni<Optional<BookVersion>> latestWithChecksum(Mutiny.Session session, WorkspaceId workspace, String checksum) {
        return page(session, workspace, Integer.MAX_VALUE, 1)
                .map(latest -> latest.stream()
                        .filter(version -> version.checksum().equals(checksum))
                        .findFirst());
    }

    Uni<BookVersion> add(
            Mutiny.Session session,
            WorkspaceId workspace,
            PriceDocument document,
            String by,
            @Nullable String note,
            Instant now) {
        String checksum = document.checksum();
        return session.createNativeQuery("""
                        insert into custom_prices (workspace, version, checksum, document, published_at, published_by, note)
                        select :workspace, coalesce(max(version), 0) + 1, :checksum, :document, :now, :by, cast(:note as text)
                        from custom_prices where workspace = :workspace returning version
                        """, Integer.class)
                .setParameter("workspace", workspace.value())
                .setParameter("checksum", checksum)
                .setParameter("document", document.text())
                .setParameter("now", now)
                .setParameter("by", by)
                .setParameter("note", note)
                .getSingleResult()
                .map(version -> new BookVersion(version, checksum, BookVersion.IMPORTED, now, by, note));
    }

    Uni<String> document(Mutiny.Session session, WorkspaceId workspace, int version) {
        return session.createNativeQuery(
                        "select document from custom_prices where workspace = :workspace and version = :version",
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("version", version)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() ->
                        CUSTOM_PRICES_UNKNOWN.because("No version " + version + " of custom prices is published"));
    }

    /** The latest first. */
    Uni<List<BookVersion>> page(Mutiny.Session session, WorkspaceId workspace, int before, int limit) {
        return session.createNativeQuery("""
                        select version, checksum, 'imported', published_at, published_by, note from custom_prices
                        where workspace = :workspace and version < :before order by version desc limit :limit
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(BookVersion::of).toList());
    }

    /** The latest version of every workspace that has one, for what holds them in memory. */
    Uni<List<Latest>> latestVersions(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select workspace, max(version) from custom_prices group by workspace", Object[].class)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Latest(new WorkspaceId((String) row[0]), (Integer) row[1]))
                        .toList());
    }

    /** The latest version of a workspace. */
    record Latest(WorkspaceId workspace, int version) {}
}
