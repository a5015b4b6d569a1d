package org.llmops.cost.rollups;

import static org.llmops.cost.CostProblem.TAGS_TOO_MANY;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** The tags that a workspace has summed up. Few, because each may have many values. */
@ApplicationScoped
class ReportedTags {
    static final int MOST = 8;

    private final Transactions transactions;
    private final Rollups rollups;

    ReportedTags(Transactions transactions, Rollups rollups) {
        this.transactions = transactions;
        this.rollups = rollups;
    }

    Uni<List<String>> list(WorkspaceId workspace) {
        return transactions.read(
                workspace,
                session -> session.createNativeQuery(
                                "select tag from reported_tags where workspace = :workspace order by tag", String.class)
                        .setParameter("workspace", workspace.value())
                        .getResultList());
    }

    /** From now on these; sums of those that are no longer reported are forgotten. */
    Uni<List<String>> replace(Caller caller, List<String> wanted) {
        SortedSet<String> tags = new TreeSet<>(wanted);
        if (tags.size() > MOST) {
            throw TAGS_TOO_MANY.at("tags", "At most " + MOST + " tags are reported");
        }
        String[] names = tags.toArray(String[]::new);
        return transactions
                .mutate(
                        caller,
                        new Audit("reported_tags.replace", "reported-tags"),
                        session -> rollups.keepOthersOut(session, caller.workspace())
                                .chain(() -> session.createNativeQuery("""
                                                with gone as (delete from reported_tags where workspace = :workspace
                                                        and tag <> all(cast(:tags as text[])) returning tag),
                                                    sums as (delete from tag_hours using gone
                                                        where workspace = :workspace and tag_hours.tag = gone.tag)
                                                insert into reported_tags (workspace, tag)
                                                select :workspace, tag from unnest(cast(:tags as text[])) tag
                                                on conflict do nothing
                                                """)
                                        .setParameter(
                                                "workspace", caller.workspace().value())
                                        .setParameter("tags", names)
                                        .executeUpdate()))
                .replaceWith(List.copyOf(tags));
    }
}
