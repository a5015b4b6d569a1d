package org.llmops.cost.rollups;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what spend is told apart. The label is the name over REST and that of the column in the tables of sums. */
public enum Dimension {
    TEAM,
    APP,
    /** Public id of the API key. */
    KEY,
    PROVIDER,
    MODEL,
    ROUTE,
    PROMPT,
    /** A version of a prompt: versions of different prompts have nothing in common, so it goes with the prompt. */
    PROMPT_VERSION,
    OPERATION,
    SURFACE,
    SERVICE_TIER,
    REGION,
    /** Whom a client named; summed up by days only. */
    END_USER,
    /** `name=value`; summed up for the names a workspace reports. */
    TAG;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dimension> labelled(String label) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.label().equals(label))
                .findFirst();
    }

    /** What configured things tell apart, and every table of sums over all calls has. */
    public boolean isConfigured() {
        return this != END_USER && this != TAG;
    }
}
