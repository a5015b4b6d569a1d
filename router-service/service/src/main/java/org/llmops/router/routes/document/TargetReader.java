package org.llmops.router.routes.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.router.providers.Timeouts;

/** Reads targets. */
final class TargetReader {
    private static final int MAX_PROVIDER = 63;
    private static final int MAX_MODEL = 200;
    private static final int MAX_PARAM_NAME = 100;

    private TargetReader() {}

    static RouteTarget read(Part part) {
        part.allow(List.of("provider", "model", "timeout_ms", "timeouts", "params"));
        return new RouteTarget(
                part.text("provider", MAX_PROVIDER), part.text("model", MAX_MODEL), timeouts(part), params(part));
    }

    private static Timeouts timeouts(Part part) {
        if (!part.has("timeouts")) {
            return Timeouts.total(millis(part, "timeout_ms"));
        }
        if (part.has("timeout_ms")) {
            part.faults().at(part.pathOf("timeout_ms"), "says the same as timeouts.total_ms: give one of them");
        }
        return part.object("timeouts").map(TargetReader::each).orElse(Timeouts.DEFAULT);
    }

    private static Timeouts each(Part part) {
        part.allow(List.of("connect_ms", "first_token_ms", "idle_ms", "total_ms", "min_bytes_per_second"));
        return new Timeouts(
                millis(part, "connect_ms"),
                millis(part, "first_token_ms"),
                millis(part, "idle_ms"),
                millis(part, "total_ms"),
                part.has("min_bytes_per_second")
                        ? Integer.valueOf((int) part.whole("min_bytes_per_second", 0, Bounds.TOKENS, 0))
                        : null);
    }

    private static @Nullable Duration millis(Part part, String name) {
        return part.has(name) ? Duration.ofMillis(part.whole(name, 1, Bounds.TIMEOUT_MS, 1)) : null;
    }

    private static Params params(Part part) {
        if (!part.has("params")) {
            return Params.NONE;
        }
        return part.object("params").map(TargetReader::overrides).orElse(Params.NONE);
    }

    private static Params overrides(Part part) {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (part.json().size() > Bounds.PARAMS || part.json().toString().length() > Bounds.PARAMS_CHARACTERS) {
            part.faults()
                    .at(
                            part.path(),
                            "must have at most %d members with %d characters"
                                    .formatted(Bounds.PARAMS, Bounds.PARAMS_CHARACTERS));
            return Params.NONE;
        }
        for (Map.Entry<String, JsonNode> member : part.json().properties()) {
            if (isSettable(part, member.getKey())) {
                overrides.put(member.getKey(), DocumentText.compact(member.getValue()));
            }
        }
        return new Params(overrides);
    }

    private static boolean isSettable(Part part, String name) {
        if (name.isEmpty() || name.length() > MAX_PARAM_NAME || !name.matches("[A-Za-z0-9_.-]+")) {
            part.faults().at(part.path(), "must have names of 1 to 100 letters, digits, '_', '.' and '-'");
            return false;
        }
        if (Params.RESERVED.contains(name)) {
            part.faults().at(part.pathOf(name), "is for the client and the router to say: take it away");
            return false;
        }
        if (Params.OUTPUT_BOUNDS.contains(name)) {
            // It bounds what a call may cost.
            if (!part.has(name)) {
                part.faults().at(part.pathOf(name), "must be a whole number: take it away to set no bound");
            }
            return part.whole(name, 1, Bounds.TOKENS, 0) > 0;
        }
        return true;
    }
}
