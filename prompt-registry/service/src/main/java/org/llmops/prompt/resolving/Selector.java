package org.llmops.prompt.resolving;

import org.jspecify.annotations.Nullable;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.labelling.LabelName;

/** How a version is chosen. */
public sealed interface Selector {
    /** @param version and label: at most one of them; without either, the label `production` is meant */
    static Selector of(@Nullable Integer version, @Nullable String label) {
        if (version != null && label != null) {
            throw PromptProblem.SELECTOR_MALFORMED.at("label", "Give a version or a label, not both");
        }
        if (version != null) {
            return new ByNumber(version);
        }
        return new ByLabel(label == null ? LabelName.PRODUCTION : new LabelName(label));
    }

    /** Reads a version's number from a query. */
    static @Nullable Integer number(@Nullable String version) {
        try {
            return version == null ? null : Integer.valueOf(version);
        } catch (NumberFormatException notANumber) {
            throw PromptProblem.SELECTOR_MALFORMED.at("version", "A version is a whole number, counted from 1");
        }
    }

    /** Exactly this version. */
    record ByNumber(int version) implements Selector {}

    /** The version this label points at now. */
    record ByLabel(LabelName label) implements Selector {}
}
