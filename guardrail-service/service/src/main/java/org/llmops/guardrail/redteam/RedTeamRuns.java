package org.llmops.guardrail.redteam;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every run; no query but the claim of the next piece of work omits the workspace. */
@ApplicationScoped
class RedTeamRuns {
    private final Rows rows;

    RedTeamRuns(Rows rows) {
        this.rows = rows;
    }

    /** Where a claimed run is. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Claim(String workspace, UUID id) {}

    Uni<Void> add(Mutiny.Session session, WorkspaceId workspace, RedTeamRun run) {
        return rows.insert(session, workspace, "red_team_run", List.of(run));
    }

    Uni<RedTeamRun> find(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return rows.first(
                        session,
                        workspace,
                        RedTeamRun.class,
                        "select * from red_team_run where workspace = :workspace and id = :id",
                        Map.of("id", id))
                .map(found -> found.orElseThrow(() -> GuardrailProblem.RUN_UNKNOWN.because("No run has this id")));
    }

    /** Newest first. */
    Uni<Page<RedTeamRun>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        return rows.newestFirst(
                session,
                workspace,
                RedTeamRun.class,
                "select * from red_team_run where workspace = :workspace",
                Map.of(),
                page,
                RedTeamRun::id);
    }

    /** The oldest run that nobody works on, of any workspace. Of several instances one gets it. */
    Uni<Optional<Claim>> claim(Mutiny.Session session, Instant now, Instant until) {
        return rows.everywhere(session, Claim.class, """
                        select workspace, id from red_team_run
                        where status in ('waiting', 'running') and (leased_to is null or leased_to < :now)
                        order by id limit 1 for update skip locked
                        """, Map.of("now", now))
                .map(found -> found.stream().findFirst())
                .call(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : rows.change(
                                session,
                                new WorkspaceId(found.get().workspace()),
                                """
                                update red_team_run set status = 'running', leased_to = :until
                                where workspace = :workspace and id = :id
                                """,
                                Map.of("until", until, "id", found.get().id())));
    }

    /** Writes down how far a run is, and lets go of it; a cancelled run stays so, and none goes back. */
    Uni<Integer> progress(
            Mutiny.Session session, WorkspaceId workspace, UUID id, Progress progress, String status, Instant now) {
        return rows.change(
                session,
                workspace,
                """
                update red_team_run set next = :next, tallies = cast(cast(:tallies as text) as jsonb),
                    passed = cast(cast(:passed as text) as jsonb), status = :status, leased_to = null,
                    ended_at = case when :status = 'running' then null else cast(:now as timestamptz) end
                where workspace = :workspace and id = :id and status = 'running' and next <= :next
                """,
                Map.of(
                        "id",
                        id,
                        "next",
                        progress.next(),
                        "tallies",
                        rows.write(progress.tallies()),
                        "passed",
                        rows.write(progress.passed()),
                        "status",
                        status,
                        "now",
                        now));
    }

    Uni<Integer> end(
            Mutiny.Session session, WorkspaceId workspace, UUID id, String status, String failure, Instant now) {
        return rows.change(session, workspace, """
                update red_team_run set status = :status, failure = :failure, ended_at = :now, leased_to = null
                where workspace = :workspace and id = :id and status in ('waiting', 'running')
                """, Map.of("id", id, "status", status, "failure", failure, "now", now));
    }
}
