package org.llmops.cost.outcomes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.rollups.Upsert;

/** All that was said of answers, each once. It is added up when the ledger knows the call: only then it has a prompt. */
@ApplicationScoped
class Scores {
    /** A call that is not in the ledger by then will not come. */
    static final Duration PATIENCE = Duration.ofDays(7);

    private static final int MOST_AT_ONCE = 2_000;

    private static final List<String> KEY =
            List.of("workspace", "day", "prompt", "prompt_version", "name", "app", "team", "provider", "model");

    /**
     * Counts what waits: into the sums of scores, and where it says so, as the resolution of the call's conversation.
     */
    private static final String COUNT = "with due as materialized (select workspace, call_id, source from call_scores"
            + " score where not counted and arrived_at >= :since and exists (select from ledger_entries entry"
            + " where entry.workspace = score.workspace and entry.id = score.call_id) limit " + MOST_AT_ONCE
            + " for update skip locked), known as materialized (select score.workspace, score.call_id, score.source,"
            + " score.name, score.value_micro, score.given_at, date_trunc('day', entry.started_at, 'UTC') as day,"
            + " coalesce(entry.prompt, '') as prompt, coalesce(entry.prompt_version, 0) as prompt_version,"
            + " coalesce(entry.app, '') as app, coalesce(entry.team, '') as team,"
            + " coalesce(entry.provider, '') as provider, coalesce(entry.model, '') as model,"
            + " entry.tags ->> 'conversation_id' as conversation, 1 as scores"
            + " from due join call_scores score using (workspace, call_id, source)"
            + " join ledger_entries entry on entry.workspace = score.workspace and entry.id = score.call_id),"
            + " done as (update call_scores score set counted = true from known where score.workspace = known.workspace"
            + " and score.call_id = known.call_id and score.source = known.source),"
            + " resolved as (insert into resolutions as kept"
            + " select workspace, conversation, 'feedback', min(given_at), min(team), min(app) from known"
            + " where name in ('feedback:resolved', 'scorer:resolved') and value_micro >= 500000"
            + " and conversation is not null group by workspace, conversation order by workspace, conversation"
            + " on conflict (workspace, conversation, source) do update set"
            + " resolved_at = least(kept.resolved_at, excluded.resolved_at)),"
            + " added as (" + Upsert.add("score_days", KEY, List.of("scores", "value_micro"), "known")
            + ") select count(*) from known";

    private final ObjectMapper json;

    Scores(ObjectMapper json) {
        this.json = json;
    }

    /** Keeps those that are not there yet. */
    Uni<Void> add(Mutiny.Session session, List<GivenScore> scores) {
        return session.createNativeQuery("""
                        insert into call_scores select row.* from jsonb_populate_recordset(
                            cast(null as call_scores), cast(cast(:scores as text) as jsonb)) row
                        order by workspace, call_id, source on conflict do nothing
                        """)
                .setParameter("scores", write(scores))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Returns how many of those that waited were counted. */
    Uni<Long> count(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(COUNT, Long.class)
                .setParameter("since", now.minus(PATIENCE))
                .getSingleResult();
    }

    private String write(List<GivenScore> scores) {
        try {
            return json.writeValueAsString(scores);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Scores can be written as JSON", impossible);
        }
    }
}
