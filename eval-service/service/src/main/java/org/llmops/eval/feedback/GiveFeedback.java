package org.llmops.eval.feedback;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what somebody thinks of an answer.
 *
 * @param callId the call, as `x-llmops-call-id` told it
 * @param name what is judged; `thumbs` when absent
 * @param value `up`, `down`, or from 0 (bad) to 1 (good)
 * @param comment in the giver's words
 */
record GiveFeedback(
        @NotNull(message = "Name the call by its id") UUID callId,

        @Nullable
        @Pattern(
                regexp = "[a-z][a-z0-9_.-]{0,62}",
                message = "A name starts with a lower-case letter and has at most 63 of a-z, 0-9, '_', '.' and '-'")
        String name,

        @NotNull(message = "Say \"up\", \"down\", or a number from 0 to 1")
        FeedbackValue value,

        @Nullable @Size(max = 4000, message = "A comment has at most 4000 characters")
        String comment) {
    static final String DEFAULT_NAME = "thumbs";

    String nameOrDefault() {
        return name == null ? DEFAULT_NAME : name;
    }
}
