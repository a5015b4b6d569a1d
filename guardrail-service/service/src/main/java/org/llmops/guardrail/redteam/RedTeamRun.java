package org.llmops.guardrail.redteam;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;

/**
 * Attacks on a policy version.
 *
 * @param attempts all there are to make
 * @param next how many are made
 * @param passed which attacks went through, as {@code id/encoding}; benign texts are listed when they were stopped
 * @param leasedTo until when an instance works on it; after that another may
 */
@RegisterForReflection
@Schema(name = "RedTeamRun")
record RedTeamRun(
        UUID id,
        String policy,
        int version,
        Plan plan,
        Status status,
        int attempts,
        int next,
        List<Tally> tallies,
        List<String> passed,
        @Nullable String failure,
        @Nullable Instant leasedTo,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {
    RedTeamRun {
        tallies = List.copyOf(tallies);
        passed = List.copyOf(passed);
    }

    /** How far it is. */
    enum Status {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("cancelled")
        CANCELLED
    }

    PolicyRef ref() {
        return new PolicyRef(new PolicyName(policy), version);
    }

    Progress progress() {
        return new Progress(next, tallies, passed);
    }
}
