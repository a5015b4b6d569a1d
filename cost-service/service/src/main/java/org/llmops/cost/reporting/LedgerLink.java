package org.llmops.cost.reporting;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;

/** Leads from a row of a report to the entries of the ledger that it adds up. */
final class LedgerLink {
    private LedgerLink() {}

    static String to(Group group, Slice slice) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        values.putAll(slice.scope());
        group.values()
                .forEach((dimension, value) ->
                        values.put(dimension, dimension == Dimension.TAG ? slice.tag() + "=" + value : value));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("from", start(group, slice).toString());
        query.put("to", end(group, slice).toString());
        values.forEach((dimension, value) -> {
            if (!value.isEmpty()) {
                query.put(dimension.label(), value);
            }
        });
        String lacking = values.entrySet().stream()
                .filter(value -> value.getValue().isEmpty() && value.getKey() != Dimension.PROMPT_VERSION)
                .map(value -> value.getKey().label())
                .collect(Collectors.joining(","));
        if (!lacking.isEmpty()) {
            query.put("without", lacking);
        }
        return query.entrySet().stream()
                .map(parameter -> parameter.getKey() + '=' + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "/v1/ledger?", ""));
    }

    /** As in a path too, where a plus is no space. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Instant start(Group group, Slice slice) {
        @Nullable Instant start = group.start();
        return start != null && start.isAfter(slice.from()) ? start : slice.from();
    }

    private static Instant end(Group group, Slice slice) {
        @Nullable Instant start = group.start();
        Grain grain = slice.grain();
        if (start == null || grain == null) {
            return slice.to();
        }
        Instant end = grain.end(start);
        return end.isBefore(slice.to()) ? end : slice.to();
    }
}
