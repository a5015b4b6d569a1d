package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers counts beside the common ones; what was not used is not told. */
final class Details {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    Details add(String unit, JsonNode count) {
        return add(unit, count.asLong());
    }

    Details add(String unit, long count) {
        if (count > 0) {
            counts.merge(unit, count, Long::sum);
        }
        return this;
    }

    Map<String, Long> counts() {
        return counts;
    }
}
