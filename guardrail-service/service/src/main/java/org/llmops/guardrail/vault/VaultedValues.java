package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** All that vaults hold; but for the purge, no query here omits the workspace. */
@ApplicationScoped
class VaultedValues implements UnderKeys {
    /** In one order for everybody, so that two requests with the same values wait for each other at most once. */
    private static final Comparator<VaultedValue> ORDER = Comparator.comparing(VaultedValue::fingerprint);

    /** Those that are there live on at least as long as is asked now. Another's pseudonym is refused by the table. */
    Uni<Integer> keep(
            Mutiny.Session session, WorkspaceId workspace, List<VaultedValue> values, Instant now, Instant expiry) {
        List<VaultedValue> ordered = values.stream().sorted(ORDER).toList();
        return session.createNativeQuery("""
                        insert into vault_value as kept
                            (workspace, fingerprint, pseudonym, entity, scope, value, sealed, created_at, expires_at)
                        select :workspace, fingerprint, pseudonym, entity, scope, value, sealed, :now, :expiry
                        from unnest(
                            cast(:fingerprints as text[]), cast(:pseudonyms as text[]), cast(:entities as text[]),
                            cast(:scopes as text[]), cast(:values as text[]), cast(:sealed as text[])
                        ) as fresh (fingerprint, pseudonym, entity, scope, value, sealed)
                        on conflict (workspace, fingerprint) do update
                            set expires_at = greatest(kept.expires_at, excluded.expires_at)
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("now", now)
                .setParameter("expiry", expiry)
                .setParameter("fingerprints", column(ordered, VaultedValue::fingerprint))
                .setParameter(
                        "pseudonyms", column(ordered, value -> value.pseudonym().text()))
                .setParameter(
                        "entities", column(ordered, value -> value.pseudonym().entity()))
                .setParameter("scopes", column(ordered, VaultedValue::scope))
                .setParameter("values", column(ordered, VaultedValue::value))
                .setParameter("sealed", column(ordered, VaultedValue::sealed))
                .executeUpdate();
    }

    /** What is sealed under these pseudonyms and has not expired. */
    Uni<Map<String, String>> sealed(
            Mutiny.Session session, WorkspaceId workspace, Collection<Pseudonym> pseudonyms, Instant now) {
        return session.createNativeQuery("""
                        select pseudonym, sealed from vault_value
                        where workspace = :workspace and expires_at > :now
                            and pseudonym = any(cast(:pseudonyms as text[]))
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("now", now)
                .setParameter(
                        "pseudonyms", pseudonyms.stream().map(Pseudonym::text).toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1])));
    }

    /**
     * Every pseudonym of a value, in all conversations.
     *
     * @param values its fingerprints under each of the workspace's keys
     */
    Uni<Integer> forgetValue(Mutiny.Session session, WorkspaceId workspace, List<String> values) {
        return session.createNativeQuery(
                        "delete from vault_value where workspace = :workspace and value = any(cast(:values as text[]))")
                .setParameter("workspace", workspace.value())
                .setParameter("values", values.toArray(String[]::new))
                .executeUpdate();
    }

    Uni<Integer> forgetConversation(Mutiny.Session session, WorkspaceId workspace, List<String> scopes) {
        return session.createNativeQuery(
                        "delete from vault_value where workspace = :workspace and scope = any(cast(:scopes as text[]))")
                .setParameter("workspace", workspace.value())
                .setParameter("scopes", scopes.toArray(String[]::new))
                .executeUpdate();
    }

    @Override
    public Uni<Boolean> isAnyFrom(Mutiny.Session session, WorkspaceId workspace, Instant before, Instant now) {
        return session.createNativeQuery("""
                        select exists (select 1 from vault_value
                            where workspace = :workspace and created_at < :before and expires_at > :now)
                        """, Boolean.class)
                .setParameter("workspace", workspace.value())
                .setParameter("before", before)
                .setParameter("now", now)
                .getSingleResult();
    }

    /** The oldest that have expired, of any workspace. */
    Uni<Integer> purge(Mutiny.Session session, Instant now, int most) {
        return session.createNativeQuery("""
                        delete from vault_value where (workspace, fingerprint) in (
                            select workspace, fingerprint from vault_value
                            where expires_at <= :now order by expires_at limit :most
                            for update skip locked)
                        """)
                .setParameter("now", now)
                .setParameter("most", most)
                .executeUpdate();
    }

    private static String[] column(List<VaultedValue> values, Function<VaultedValue, String> part) {
        return values.stream().map(part).toArray(String[]::new);
    }
}
