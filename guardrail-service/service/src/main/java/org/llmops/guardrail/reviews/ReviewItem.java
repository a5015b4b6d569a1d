package org.llmops.guardrail.reviews;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A finding that somebody is to look at, and what they said. */
@RegisterForReflection
@Schema(name = "ReviewItem")
record ReviewItem(
        UUID id,
        UUID finding,
        String policy,
        int version,
        String rule,
        String entity,
        double score,
        Why why,
        Status status,
        @Nullable String claimedBy,
        @Nullable Instant claimedAt,
        @Nullable Label label,
        @Nullable String reason,
        @Nullable String labelledBy,
        @Nullable Instant labelledAt,
        Instant queuedAt) {
    /** Why it is in the queue. */
    enum Why {
        /** Its rail's action is {@code human_review}. */
        @JsonProperty("asked")
        ASKED,
        /** It was drawn at random, so that the rule's precision can be told. */
        @JsonProperty("sampled")
        SAMPLED,
        /** The rule itself was unsure. */
        @JsonProperty("unsure")
        UNSURE,
        /** Somebody picked it. */
        @JsonProperty("picked")
        PICKED
    }

    /** How far it is. */
    enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("claimed")
        CLAIMED,
        @JsonProperty("labelled")
        LABELLED;

        /** As they are written in JSON and in the database. */
        static final List<String> WORDS = Arrays.stream(values())
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
