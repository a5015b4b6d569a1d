package org.llmops.router.routes.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form documents had before there were trees: a list of targets, tried in order. */
public final class SimpleDocument {
    private SimpleDocument() {}

    /** The document that says this. */
    public static DocumentText text(
            List<RouteTarget> targets, @Nullable Long cacheTtlSeconds, @Nullable String description) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode list = document.putArray("targets");
        for (RouteTarget target : targets) {
            ObjectNode entry =
                    list.addObject().put("provider", target.provider()).put("model", target.model());
            Duration timeout = target.timeouts().total();
            if (timeout != null) {
                entry.put("timeout_ms", timeout.toMillis());
            }
        }
        if (cacheTtlSeconds != null) {
            document.putObject("cache").put("ttl_seconds", cacheTtlSeconds);
        }
        if (description != null) {
            document.put("description", description);
        }
        return new DocumentText(document, null);
    }
}
