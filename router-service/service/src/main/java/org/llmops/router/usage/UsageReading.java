package org.llmops.router.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.llmops.router.body.Json;
import org.llmops.router.body.Span;
import org.llmops.router.body.TokenUsage;

/** The one place where the counts of providers get their common meaning. Counts that are not told are zero. */
public final class UsageReading {
    private UsageReading() {}

    /** @param usage the object that holds the counts, as {@link UsageFlavour} names it */
    public static TokenUsage of(UsageFlavour flavour, JsonNode usage) {
        return flavour.read(usage, usage.toString());
    }

    /**
     * The same from a body, whose own words are kept.
     *
     * @param span where that object lies
     */
    public static TokenUsage of(UsageFlavour flavour, byte[] json, Span span) throws IOException {
        return flavour.read(
                Json.tree(json, span.start(), span.end()), new String(json, span.start(), span.bytes(), UTF_8));
    }
}
