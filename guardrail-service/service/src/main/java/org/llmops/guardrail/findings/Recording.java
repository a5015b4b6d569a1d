package org.llmops.guardrail.findings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a workspace lets be kept of its texts.
 *
 * @param content whether texts are kept, sealed: of what was found and of samples; else fingerprints alone
 * @param sampleRate of all calls, the share whose texts are recorded though nothing was found
 * @param retentionDays after so long everything but labels is deleted
 * @param reviewRate of all findings, the share that people are asked to look at
 * @param unsureBelow findings that score less are looked at, all of them
 */
@RegisterForReflection
@Schema(name = "Recording")
public record Recording(
        boolean content,
        double sampleRate,
        int retentionDays,
        double reviewRate,
        double unsureBelow,
        String changedBy,
        Instant changedAt) {
    /** Until a workspace says otherwise. */
    static final Recording DEFAULT = new Recording(false, 0.01, 30, 0, 0, "", Instant.EPOCH);

    /** Whether a call belongs to the sample: all of its texts do, or none. */
    boolean samples(String call) {
        return share(call, "sample") < sampleRate;
    }

    /** Whether a finding belongs to the share that is looked at. */
    public boolean reviews(String finding) {
        return share(finding, "review") < reviewRate;
    }

    /** Spread evenly over 0 to 1, and always the same for the same id. */
    private static double share(String id, String purpose) {
        return Fingerprints.spread(purpose + "/" + id);
    }
}
