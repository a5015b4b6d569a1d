package org.llmops.eval;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What a query asks of a row: only the conditions that were given a value. */
public final class Conditions {
    private final StringJoiner text = new StringJoiner(" and ");
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** @param condition in HQL, naming the parameter; left out when there is no value */
    public Conditions and(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            text.add(condition);
            parameters.put(parameter, value);
        }
        return this;
    }

    /** @param condition in HQL, naming the parameters */
    public Conditions and(String condition, Map<String, Object> values) {
        text.add(condition);
        parameters.putAll(values);
        return this;
    }

    public <T> Mutiny.SelectionQuery<T> select(
            Mutiny.Session session, Class<T> entity, String from, String order, int limit) {
        Mutiny.SelectionQuery<T> query = session.createSelectionQuery(
                        from + " where " + text + " order by " + order, entity)
                .setMaxResults(limit);
        parameters.forEach(query::setParameter);
        return query;
    }
}
