package org.llmops.guardrail.policies;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.problem.FieldError;

/** What a policy version says, before it has a number; cannot be constructed malformed. */
public final class PolicyDraft {
    private static final int MAX_RAILS = 50;
    private static final int MAX_DEADLINE_MS = 60_000;

    private final List<Rail> rails;
    private final Verdict unscanned;
    private final @Nullable Integer deadlineMs;

    private PolicyDraft(List<Rail> rails, Verdict unscanned, @Nullable Integer deadlineMs) {
        this.rails = rails;
        this.unscanned = unscanned;
        this.deadlineMs = deadlineMs;
    }

    /**
     * Checks everything, and writes every default out. Fails with POLICY_INVALID, which names each fault.
     *
     * @param unscanned what is done with text beyond the size limit: BLOCK, or ALLOW and say so
     * @param deadlineMs within how much time a request is screened; absent: the service's setting
     */
    public static PolicyDraft of(
            List<Rail> rails, Verdict unscanned, @Nullable Integer deadlineMs, Repertoire repertoire) {
        List<FieldError> faults = new ArrayList<>();
        if (rails.isEmpty() || rails.size() > MAX_RAILS) {
            faults.add(new FieldError("rails", "A policy has 1 to " + MAX_RAILS + " rails"));
        }
        if (unscanned == Verdict.REDACT) {
            faults.add(
                    new FieldError("unscanned", "Text that was not scanned can be blocked or allowed, not redacted"));
        }
        if (deadlineMs != null && (deadlineMs < 1 || deadlineMs > MAX_DEADLINE_MS)) {
            faults.add(new FieldError("deadline_ms", "1 to " + MAX_DEADLINE_MS));
        }
        List<Rail> checked = new RailChecks(rails, repertoire, faults).effective();
        if (!faults.isEmpty()) {
            throw GuardrailProblem.POLICY_INVALID.at(faults);
        }
        return new PolicyDraft(checked, unscanned, deadlineMs);
    }

    public List<Rail> rails() {
        return rails;
    }

    public Verdict unscanned() {
        return unscanned;
    }

    public @Nullable Integer deadlineMs() {
        return deadlineMs;
    }
}
