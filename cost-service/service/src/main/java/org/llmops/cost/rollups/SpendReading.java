package org.llmops.cost.rollups;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** Reads the sums. Every report is made of this; no query here omits the workspace. */
@ApplicationScoped
public class SpendReading {
    /** At most the slice's limit of rows. */
    public Uni<List<Group>> groups(Mutiny.Session session, WorkspaceId workspace, Slice slice) {
        Map<String, Object> parameters = new HashMap<>();
        String sql = sql(workspace, slice, parameters);
        return Roomy.in(session).chain(() -> read(session, slice, sql, parameters));
    }

    private static Uni<List<Group>> read(
            Mutiny.Session session, Slice slice, String sql, Map<String, Object> parameters) {
        var query = session.createNativeQuery(sql, Object[].class);
        parameters.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> rows.stream().map(row -> read(row, slice)).toList());
    }

    /** Sums of all that a slice has groups of, beyond its limit too. */
    public Uni<Sums> total(Mutiny.Session session, WorkspaceId workspace, Slice slice) {
        Map<String, Object> parameters = new HashMap<>();
        String sql = "select " + sums(Source.of(slice)) + " from (" + rows(workspace, slice, parameters) + ") summed";
        var query = session.createNativeQuery(sql, Object[].class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult().map(row -> sums(cells(row)));
    }

    /** SQL of a slice: names are from the code, what callers wrote is a parameter. */
    private static String sql(WorkspaceId workspace, Slice slice, Map<String, Object> parameters) {
        List<String> columns = columns(slice);
        List<String> grouped = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        List<String> order = new ArrayList<>();
        if (slice.grain() != null) {
            String start = Source.of(slice).start(slice.grain(), slice);
            grouped.add(start);
            selected.add("cast(extract(epoch from " + start + ") as bigint)");
            order.add("1");
        }
        grouped.addAll(columns);
        selected.addAll(columns);
        columns.forEach(column -> order.addAll(absentLast(column)));
        selected.add(sums(Source.of(slice)));
        if (slice.order() == Slice.Order.COST) {
            order.addFirst((grouped.size() + Sums.COLUMNS.indexOf("cost_nano_usd") + 1) + " desc");
        }
        return "select " + String.join(", ", selected)
                + " from (" + rows(workspace, slice, parameters) + ") summed"
                + (grouped.isEmpty()
                        ? ""
                        : " group by " + String.join(", ", grouped)
                                + Source.of(slice).having(slice))
                + (order.isEmpty() ? "" : " order by " + String.join(", ", order))
                + " limit " + slice.limit();
    }

    private static String rows(WorkspaceId workspace, Slice slice, Map<String, Object> parameters) {
        String rows = Source.of(slice).rows(slice, columns(slice), scope(slice, parameters));
        parameters.put("workspace", workspace.value());
        putTimes(slice, rows, parameters);
        return rows;
    }

    private static List<String> columns(Slice slice) {
        return Source.ordered(slice.by()).stream()
                .flatMap(dimension -> Source.columns(dimension).stream())
                .toList();
    }

    private static String sums(Source source) {
        return Sums.COLUMNS.stream().map(source::sum).collect(Collectors.joining(", "));
    }

    private static List<String> absentLast(String column) {
        return List.of(column + (column.equals("prompt_version") ? " = 0" : " = ''"), column);
    }

    private static String scope(Slice slice, Map<String, Object> parameters) {
        StringBuilder scope = new StringBuilder();
        if (!slice.only().isEmpty()) {
            String column =
                    Source.columns(Source.ordered(slice.by()).getFirst()).getFirst();
            parameters.put("only", slice.only().toArray(String[]::new));
            scope.append(" and ").append(column).append(" = any(cast(:only as text[]))");
        }
        if (slice.tag() != null) {
            parameters.put("tag_name", slice.tag());
        }
        slice.scope().forEach((dimension, value) -> {
            scope.append(" and ");
            if (dimension == Dimension.TAG) {
                int equals = value.indexOf('=');
                parameters.put("tag_name", equals < 0 ? value : value.substring(0, equals));
                parameters.put("tag_value", equals < 0 ? "" : value.substring(equals + 1));
                scope.append("tag_value = :tag_value");
            } else if (dimension == Dimension.PROMPT_VERSION) {
                int at = value.lastIndexOf('@');
                if (at >= 0) {
                    parameters.put("version_of", value.substring(0, at));
                    scope.append("prompt = :version_of and ");
                }
                parameters.put("prompt_version", value.isEmpty() ? 0 : Integer.parseInt(value.substring(at + 1)));
                scope.append("prompt_version = :prompt_version");
            } else {
                parameters.put(dimension.label(), value);
                scope.append(dimension.label()).append(" = :").append(dimension.label());
            }
        });
        return scope.toString();
    }

    private static void putTimes(Slice slice, String rows, Map<String, Object> parameters) {
        if (Source.of(slice) == Source.END_USERS) {
            EndUserRows.of(slice).put(parameters);
            return;
        }
        if (rows.contains(":from")) {
            parameters.put("from", slice.from());
        }
        if (rows.contains(":to")) {
            parameters.put("to", slice.to());
        }
        if (rows.contains(":first_day")) {
            parameters.put("first_day", Grain.DAY.ceiling(slice.from()));
        }
        if (rows.contains(":last_day")) {
            parameters.put("last_day", Grain.DAY.start(slice.to()));
        }
    }

    private static Group read(@Nullable Object[] row, Slice slice) {
        Iterator<@Nullable Object> cells = cells(row);
        Instant start = slice.grain() == null ? null : Instant.ofEpochSecond(number(cells));
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Source.ordered(slice.by())) {
            values.put(dimension, text(cells.next(), dimension));
        }
        return new Group(start, values, sums(cells));
    }

    private static Sums sums(Iterator<@Nullable Object> cells) {
        return new Sums(
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells),
                number(cells));
    }

    private static Iterator<@Nullable Object> cells(@Nullable Object[] row) {
        return Arrays.asList(row).iterator();
    }

    private static String text(@Nullable Object cell, Dimension dimension) {
        String text = String.valueOf(cell);
        return dimension == Dimension.PROMPT_VERSION && text.equals("0") ? "" : text;
    }

    private static long number(Iterator<@Nullable Object> cells) {
        return cells.next() instanceof Number number ? number.longValue() : 0;
    }
}
