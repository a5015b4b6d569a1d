package org.llmops.cost.anomalies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** What was looked at last in every workspace; no query here omits the workspace. */
@ApplicationScoped
class Watches {
    private final ObjectMapper json;

    Watches(ObjectMapper json) {
        this.json = json;
    }

    /** Forgets what was watched before. */
    Uni<Void> replace(Mutiny.Session session, WorkspaceId workspace, List<Look.Seen> seen, Instant now) {
        List<Row> rows = seen.stream()
                .map(each -> new Row(
                        workspace.value(), each.scope().label(), each.scope().value(), each.days(), now))
                .toList();
        return session.createNativeQuery("delete from anomaly_watches where workspace = :workspace")
                .setParameter("workspace", workspace.value())
                .executeUpdate()
                .chain(() -> session.createNativeQuery("""
                                insert into anomaly_watches
                                select added.* from jsonb_populate_recordset(
                                    cast(null as anomaly_watches), cast(cast(:rows as text) as jsonb)) added
                                """)
                        .setParameter("rows", write(rows))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** By dimension and value. */
    Uni<List<WatchView>> page(
            Mutiny.Session session, WorkspaceId workspace, @Nullable String dimension, String value, int limit) {
        return session.createNativeQuery("""
                        select dimension, value, history_days, looked_at from anomaly_watches
                        where workspace = :workspace and (dimension, value) > (:dimension, :value)
                        order by dimension, value limit :limit
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("dimension", dimension == null ? "" : dimension)
                .setParameter("value", value)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> WatchView.of(
                                (String) row[0],
                                (String) row[1],
                                (Integer) row[2],
                                ((OffsetDateTime) row[3]).toInstant()))
                        .toList());
    }

    private String write(List<Row> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rows can be written as JSON", impossible);
        }
    }

    /** A scope as it is stored. */
    @RegisterForReflection
    record Row(String workspace, String dimension, String value, int historyDays, Instant lookedAt) {}
}
