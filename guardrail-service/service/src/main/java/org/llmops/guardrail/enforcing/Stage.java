package org.llmops.guardrail.enforcing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a version has come on its way into force. */
public enum Stage {
    /** Published, and screens nothing. */
    @JsonProperty("draft")
    DRAFT,
    /** Screens live calls beside the enforced version, reports, and changes nothing. */
    @JsonProperty("shadow")
    SHADOW,
    /** Decides: at most one version of a policy does. */
    @JsonProperty("enforce")
    ENFORCE,
    /** Was in force, or was given up. */
    @JsonProperty("retired")
    RETIRED;

    /** As in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a version may be moved so. What has screened calls is never a draft again. */
    public boolean leadsTo(Stage next) {
        return next != this && next != DRAFT && !(this == DRAFT && next == RETIRED);
    }
}
