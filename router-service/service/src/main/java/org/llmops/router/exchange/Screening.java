package org.llmops.router.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.v1.Replacement;

/** What the guardrails said of a call's input, as far as it matters to what comes after. */
public final class Screening {
    private List<Replacement> replacements = List.of();
    private boolean applies;
    private boolean looksAround;
    private boolean cleared;
    private @Nullable Detour detour;

    /** A policy looks at this call. */
    public boolean applies() {
        return applies;
    }

    /** A policy let the input pass. */
    public void passed(List<Replacement> replaced, boolean wantsToLookAround) {
        applies = true;
        replacements = List.copyOf(replaced);
        looksAround = wantsToLookAround;
    }

    /** What the policy replaced in the input: personal data, for this call's output and nothing else. */
    public List<Replacement> replacements() {
        return replacements;
    }

    /** The policy holds answers against what the model was told and asked. */
    public boolean looksAround() {
        return looksAround;
    }

    /** The input may be kept: no policy would hide any of it. */
    public boolean isCleared() {
        return cleared;
    }

    public void clear() {
        cleared = true;
    }

    /** Where a policy sends the call instead; null: nowhere. */
    public @Nullable Detour detour() {
        return detour;
    }

    public void detour(Detour wanted) {
        detour = wanted;
    }
}
