package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.guardrail.enforcing.Stage;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** How far every version of every policy has come, and by which moves; no query here omits the workspace. */
@ApplicationScoped
class Stages {
    private final Rows rows;

    Stages(Rows rows) {
        this.rows = rows;
    }

    /** Whoever moves versions of a policy holds its row's lock, so that its moves have one order. */
    Uni<Void> lock(Mutiny.Session session, WorkspaceId workspace, PolicyName policy) {
        return session.createNativeQuery(
                        "select name from policy where workspace = :workspace and name = :policy for update",
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("policy", policy.value())
                .getResultList()
                .replaceWithVoid();
    }

    /** Every version that is no draft, newest first. */
    Uni<List<StagedVersion>> of(Mutiny.Session session, WorkspaceId workspace, PolicyName policy) {
        return rows.list(
                session,
                workspace,
                StagedVersion.class,
                "select * from policy_stage where workspace = :workspace and policy = :policy order by version desc",
                Map.of("policy", policy.value()));
    }

    Uni<Void> put(Mutiny.Session session, WorkspaceId workspace, StagedVersion staged) {
        return rows.insert(session, workspace, "policy_stage", List.of(staged), """
                on conflict (workspace, policy, version) do update set stage = excluded.stage,
                    moved_by = excluded.moved_by, moved_at = excluded.moved_at
                """);
    }

    /** Adds a move as the next of its policy; its number is given here. */
    Uni<Move> add(Mutiny.Session session, WorkspaceId workspace, Move move) {
        return session.createNativeQuery(
                        "select count(*) from policy_move where workspace = :workspace and policy = :policy",
                        Long.class)
                .setParameter("workspace", workspace.value())
                .setParameter("policy", move.policy())
                .getSingleResult()
                .map(moves -> new Move(
                        move.policy(),
                        moves.intValue() + 1,
                        move.version(),
                        move.fromStage(),
                        move.toStage(),
                        move.why(),
                        move.movedBy(),
                        move.movedAt()))
                .call(numbered -> rows.insert(session, workspace, "policy_move", List.of(numbered)));
    }

    /** The version that was in force before the present one, if any was. */
    Uni<Optional<PolicyRef>> before(Mutiny.Session session, WorkspaceId workspace, PolicyRef present) {
        return rows.first(
                        session,
                        workspace,
                        Move.class,
                        """
                        select * from policy_move
                        where workspace = :workspace and policy = :policy and to_stage = 'enforce' and version <> :present
                            and move < (select max(move) from policy_move where workspace = :workspace
                                and policy = :policy and to_stage = 'enforce' and version = :present)
                        order by move desc limit 1
                        """,
                        Map.of("policy", present.name().value(), "present", present.version()))
                .map(found -> found.map(move -> new PolicyRef(present.name(), move.version())));
    }

    /** The moves of a policy's versions, newest first. */
    Uni<Page<Move>> moves(Mutiny.Session session, WorkspaceId workspace, PolicyName policy, PageQuery page) {
        return rows.list(
                        session,
                        workspace,
                        Move.class,
                        """
                        select * from policy_move where workspace = :workspace and policy = :policy and move < :before
                        order by move desc limit :most
                        """,
                        Map.of(
                                "policy",
                                policy.value(),
                                "before",
                                NumberCursor.before(page),
                                "most",
                                page.limitAndOneMore()))
                .map(moves -> Page.of(moves, page.limit(), move -> NumberCursor.after(move.move())));
    }

    /** Where a version is among those that are no drafts. */
    static Stage stage(List<StagedVersion> staged, int version) {
        return staged.stream()
                .filter(candidate -> candidate.version() == version)
                .findFirst()
                .map(StagedVersion::stage)
                .orElse(Stage.DRAFT);
    }
}
