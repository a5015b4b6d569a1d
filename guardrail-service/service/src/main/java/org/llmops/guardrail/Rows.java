package org.llmops.guardrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/**
 * Records as rows of tables whose columns bear the names of their JSON. Rows travel as JSON both ways, so that a record is
 * the only description of its table here, and a batch is one statement.
 */
@ApplicationScoped
public class Rows {
    private final ObjectMapper json;

    public Rows(ObjectMapper json) {
        this.json = json;
    }

    /** @param select everything but the workspace is read into the record; takes {@code :workspace} among its parameters */
    public <T> Uni<List<T>> list(
            Mutiny.Session session, WorkspaceId workspace, Class<T> type, String select, Map<String, ?> parameters) {
        return query(session, select, parameters)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .map(rows -> rows.stream().map(row -> read(row, type)).toList());
    }

    public <T> Uni<Optional<T>> first(
            Mutiny.Session session, WorkspaceId workspace, Class<T> type, String select, Map<String, ?> parameters) {
        return list(session, workspace, type, select, parameters)
                .map(rows -> rows.stream().findFirst());
    }

    /**
     * A page of rows whose ids grow with time.
     *
     * @param select ends with a condition; takes {@code :workspace} among its parameters
     */
    public <T> Uni<Page<T>> newestFirst(
            Mutiny.Session session,
            WorkspaceId workspace,
            Class<T> type,
            String select,
            Map<String, ?> parameters,
            PageQuery page,
            Function<T, UUID> id) {
        List<String> after = page.after(1);
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("before", after.isEmpty() ? new UUID(-1L, -1L) : Cursor.read(after.getFirst(), UUID::fromString));
        all.put("most", page.limitAndOneMore());
        return list(session, workspace, type, select + " and id < :before order by id desc limit :most", all)
                .map(rows -> Page.of(
                        rows, page.limit(), last -> Cursor.encode(id.apply(last).toString())));
    }

    /** Of all workspaces at once: for start-up, batches and retention. The record knows its workspace. */
    public <T> Uni<List<T>> everywhere(
            Mutiny.Session session, Class<T> type, String select, Map<String, ?> parameters) {
        Mutiny.SelectionQuery<String> query =
                session.createNativeQuery("select cast(to_jsonb(x) as text) from (" + select + ") x", String.class);
        parameters.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> rows.stream().map(row -> read(row, type)).toList());
    }

    public Uni<Void> insert(Mutiny.Session session, WorkspaceId workspace, String table, List<?> records) {
        return insert(session, workspace, table, records, "");
    }

    /** @param onConflict what to do with rows that are there already, such as {@code on conflict do nothing} */
    public Uni<Void> insert(
            Mutiny.Session session, WorkspaceId workspace, String table, List<?> records, String onConflict) {
        return records.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery("""
                                insert into %s
                                select filled.*
                                from jsonb_array_elements(cast(cast(:rows as text) as jsonb)) as fresh,
                                    jsonb_populate_record(cast(null as %s),
                                        fresh || jsonb_build_object('workspace', cast(:workspace as text))) as filled
                                %s
                                """.formatted(table, table, onConflict))
                        .setParameter("workspace", workspace.value())
                        .setParameter("rows", write(records))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** Tells how many rows changed; the statement takes {@code :workspace} among its parameters. */
    public Uni<Integer> change(
            Mutiny.Session session, WorkspaceId workspace, String statement, Map<String, ?> parameters) {
        var query = session.createNativeQuery(statement).setParameter("workspace", workspace.value());
        parameters.forEach(query::setParameter);
        return query.executeUpdate();
    }

    public String write(Object value) {
        try {
            // PostgreSQL takes any character in a text but this one, which texts of clients may hold.
            return json.writeValueAsString(value).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A record can be written as JSON", impossible);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("What was stored is what was written", impossible);
        }
    }

    /** Parameters by name; those without a value are null. */
    public static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put(name, value);
        return parameters;
    }

    private static Mutiny.SelectionQuery<String> query(
            Mutiny.Session session, String select, Map<String, ?> parameters) {
        Mutiny.SelectionQuery<String> query = session.createNativeQuery(
                "select cast(to_jsonb(x) - 'workspace' as text) from (" + select + ") x", String.class);
        parameters.forEach(query::setParameter);
        return query;
    }
}
