package org.llmops.guardrail.enforcing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;

/** Where a policy applies, from the whole workspace to the narrowest. */
public enum Place {
    /** Every call. Its name is {@value #EVERYWHERE}. */
    @JsonProperty("workspace")
    WORKSPACE,
    /** Calls of one application. */
    @JsonProperty("app")
    APP,
    /** Calls that ask for one route. */
    @JsonProperty("route")
    ROUTE,
    /** Calls of one prompt, whatever its version. */
    @JsonProperty("prompt")
    PROMPT,
    /** Calls with one API key, by its public id. */
    @JsonProperty("key")
    KEY;

    /** What the place WORKSPACE is called. */
    public static final String EVERYWHERE = "all";

    /** The attribute that names the route which a call left because a policy directed it to another. */
    private static final String ROUTE_LEFT = "route_left";

    /** As in URLs, JSON and a call's attributes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a call with these attributes happens here: one that was directed elsewhere does not escape its first route. */
    boolean holds(String name, Map<String, String> attributes) {
        return this == WORKSPACE
                || name.equals(attributes.get(word()))
                || this == ROUTE && name.equals(attributes.get(ROUTE_LEFT));
    }
}
