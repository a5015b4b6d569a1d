package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_NAME_TAKEN;
import static org.llmops.cost.CostProblem.BUDGET_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All budgets of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class Budgets {
    /** A budget; fails with a problem when there is none. */
    public Uni<Budget> find(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(Budget.class, new Budget.Key(workspace.value(), id))
                .onItem()
                .ifNull()
                .failWith(() -> BUDGET_UNKNOWN.because("No budget has the id " + id));
    }

    Uni<Void> add(Mutiny.Session session, Budget budget) {
        return session.persist(budget).chain(() -> flush(session, budget));
    }

    /** Writes at once, so that a name that is taken is told to the caller. */
    Uni<Void> flush(Mutiny.Session session, Budget budget) {
        return session.flush()
                .onFailure(Budgets::nameTaken)
                .transform(taken -> BUDGET_NAME_TAKEN.at("name", "Another budget is called '" + budget.name() + "'"));
    }

    Uni<Void> remove(Mutiny.Session session, Budget budget) {
        return session.remove(budget).chain(session::flush);
    }

    Uni<Long> count(Mutiny.Session session, WorkspaceId workspace) {
        return session.createQuery("select count(*) from Budget where key.workspace = :workspace", Long.class)
                .setParameter("workspace", workspace.value())
                .getSingleResult();
    }

    Uni<List<Budget>> page(Mutiny.Session session, WorkspaceId workspace, @Nullable String afterName, int limit) {
        return session.createQuery(
                        "from Budget where key.workspace = :workspace and name > :after order by name", Budget.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", afterName == null ? "" : afterName)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The budgets that may pay for calls in these workspaces, in the order in which they are locked. */
    public Uni<List<Budget>> of(Mutiny.Session session, Collection<WorkspaceId> workspaces) {
        return session.createQuery(
                        "from Budget where key.workspace in :workspaces order by key.workspace, key.id", Budget.class)
                .setParameter(
                        "workspaces",
                        workspaces.stream().map(WorkspaceId::value).toList())
                .getResultList();
    }

    private static boolean nameTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                            && String.valueOf(violation.getConstraintName()).contains("budgets_name")
                    || String.valueOf(cause.getMessage()).contains("budgets_name")) {
                return true;
            }
        }
        return false;
    }
}
