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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** Reads the sums. Every report is made of this; no query here omits the workspace. */
@ApplicationScoped
public class SpendReading {
    /** At most the slice's limit of rows. */
    public Uni<List<Group>> groups(Mutiny.Session session, WorkspaceId workspace, Slice slice) {
        Map<String, Object> parameters = new HashMap<>();
        var query = session.createNativeQuery(sql(workspace, slice, parameters), Object[].class);
        parameters.forEach(query::setParameter);
        return query.getResultList()
                .map(rows -> rows.stream().map(row -> read(row, slice)).toList());
    }

    /** Sums of all that a slice is of. */
    public Uni<Sums> total(Mutiny.Session session, WorkspaceId workspace, Slice slice) {
        Slice whole =
                new Slice(null, Set.of(), null, slice.scope(), Set.of(), slice.from(), slice.to(), Slice.Order.NAME, 1);
        return groups(session, workspace, whole)
                .map(groups -> groups.isEmpty() ? Sums.NONE : groups.getFirst().sums());
    }

    /** SQL of a slice: names are from the code, what callers wrote is a parameter. */
    String sql(WorkspaceId workspace, Slice slice, Map<String, Object> parameters) {
        Source source = Source.of(slice);
        List<Dimension> by = Source.ordered(slice.by());
        List<String> columns = by.stream()
                .flatMap(dimension -> Source.columns(dimension).stream())
                .toList();
        List<String> grouped = new ArrayList<>();
        if (slice.grain() != null) {
            grouped.add("cast(extract(epoch from date_trunc('" + slice.grain().label() + "', hour, 'UTC')) as bigint)");
        }
        grouped.addAll(columns);
        String rows = source.rows(slice, columns, scope(slice, parameters));
        parameters.put("workspace", workspace.value());
        putTimes(slice, rows, parameters);
        String positions = IntStream.rangeClosed(1, grouped.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        String sums = Sums.COLUMNS.stream().map(source::sum).collect(Collectors.joining(", "));
        int costAt = grouped.size() + Sums.COLUMNS.indexOf("cost_nano_usd") + 1;
        List<String> names = new ArrayList<>(slice.grain() == null ? List.of() : List.of("1"));
        columns.forEach(column -> names.addAll(absentLast(column)));
        if (slice.order() == Slice.Order.COST) {
            names.addFirst(costAt + " desc");
        }
        String order = String.join(", ", names);
        return "select "
                + (grouped.isEmpty() ? "" : String.join(", ", grouped) + ", ") + sums + " from (" + rows + ") summed"
                + (grouped.isEmpty() ? "" : " group by " + positions)
                + (order.isEmpty() ? "" : " order by " + order)
                + " limit " + slice.limit();
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
        Iterator<@Nullable Object> cells = Arrays.asList(row).iterator();
        Instant start = slice.grain() == null ? null : Instant.ofEpochSecond(number(cells));
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Source.ordered(slice.by())) {
            values.put(dimension, text(cells.next(), dimension));
        }
        return new Group(
                start,
                values,
                new Sums(
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
                        number(cells)));
    }

    private static String text(@Nullable Object cell, Dimension dimension) {
        String text = String.valueOf(cell);
        return dimension == Dimension.PROMPT_VERSION && text.equals("0") ? "" : text;
    }

    private static long number(Iterator<@Nullable Object> cells) {
        return cells.next() instanceof Number number ? number.longValue() : 0;
    }
}
