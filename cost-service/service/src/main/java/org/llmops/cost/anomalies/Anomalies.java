package org.llmops.cost.anomalies;

import static org.llmops.cost.CostProblem.ANOMALY_UNKNOWN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.anomalies.Anomaly.Note;
import org.llmops.platform.identity.WorkspaceId;

/** All anomalies of every workspace; no query here omits the workspace. */
@ApplicationScoped
class Anomalies {
    private static final String ROWS =
            "select cast(to_jsonb(kept) as text) from anomalies kept where workspace = :workspace";

    /** More than this many within six weeks would not be anomalies. */
    private static final int MOST_RECENT = 5_000;

    private final ObjectMapper json;

    Anomalies(ObjectMapper json) {
        this.json = json;
    }

    /** Adds those that are new and moves on those that are not, in one statement. What people said of them stays. */
    Uni<Void> keep(Mutiny.Session session, WorkspaceId workspace, List<Anomaly> anomalies) {
        if (anomalies.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<AnomalyRow> rows = anomalies.stream()
                .map(anomaly -> AnomalyRow.of(workspace, anomaly))
                .toList();
        return session.createNativeQuery("""
                        insert into anomalies
                        select added.* from jsonb_populate_recordset(
                            cast(null as anomalies), cast(cast(:rows as text) as jsonb)) added
                        on conflict (workspace, id) do update set
                            until_at = excluded.until_at, peak_at = excluded.peak_at,
                            actual_nano_usd = excluded.actual_nano_usd, expected_nano_usd = excluded.expected_nano_usd,
                            low_nano_usd = excluded.low_nano_usd, high_nano_usd = excluded.high_nano_usd,
                            score = excluded.score, explanation = excluded.explanation
                        """)
                .setParameter("rows", write(rows))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Those that have gone on since then, oldest first. */
    Uni<List<Anomaly>> since(Mutiny.Session session, WorkspaceId workspace, Instant since) {
        return session.createNativeQuery(
                        ROWS + " and until_at >= :since order by from_at, id limit :most", String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("since", since)
                .setParameter("most", MOST_RECENT)
                .getResultList()
                .map(this::read);
    }

    Uni<Anomaly> get(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.createNativeQuery(ROWS + " and id = :id", String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> ANOMALY_UNKNOWN.because("No anomaly has the id " + id))
                .map(row -> read(List.of(row)).getFirst());
    }

    /** Latest first. */
    Uni<List<Anomaly>> page(Mutiny.Session session, WorkspaceId workspace, AnomalyFilter filter, int limit) {
        var query = session.createNativeQuery(
                ROWS + filter.conditions() + " order by detected_at desc, id desc limit :limit", String.class);
        query.setParameter("workspace", workspace.value()).setParameter("limit", limit);
        filter.parameters().forEach(query::setParameter);
        return query.getResultList().map(this::read);
    }

    /** What is said of one holds for those it is seen in as well. */
    Uni<Void> note(Mutiny.Session session, WorkspaceId workspace, UUID id, Note note) {
        return session.createNativeQuery("""
                        update anomalies set verdict = :verdict, noted_by = :by, noted_at = :at, note = cast(:note as text)
                        where workspace = :workspace and (id = :id or part_of = :id)
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("id", id)
                .setParameter("verdict", note.verdict().label())
                .setParameter("by", note.by())
                .setParameter("at", note.at())
                .setParameter("note", note.text())
                .executeUpdate()
                .replaceWithVoid();
    }

    private String write(List<AnomalyRow> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rows can be written as JSON", impossible);
        }
    }

    private List<Anomaly> read(List<String> rows) {
        return rows.stream().map(this::read).toList();
    }

    private Anomaly read(String row) {
        try {
            return json.readValue(row, AnomalyRow.class).anomaly();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The table's columns are the row's components", impossible);
        }
    }
}
