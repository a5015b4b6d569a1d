package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmops.router.body.TokenUsage;

/** The one place where the counts of providers get their common meaning. Counts that are not told are zero. */
public final class UsageReading {
    private UsageReading() {}

    /** @param usage the object that holds the counts, as {@link UsageFlavour} names it */
    public static TokenUsage of(UsageFlavour flavour, JsonNode usage) {
        return flavour.read(usage);
    }
}
