package org.llmops.eval.calllog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.EvalProblem;

/** Ids of calls, as callers write them. */
public final class CallIds {
    private CallIds() {}

    /** @param text null: no call is named */
    public static @Nullable UUID parseOrNull(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    public static UUID parse(String text) {
        try {
            UUID id = UUID.fromString(text);
            // Java also reads shortened forms.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException malformed) {
            // Falls through: every malformed id is the same problem.
        }
        throw EvalProblem.CALL_ID_MALFORMED.at(
                "call_id", "A call id is the UUID in the header x-llmops-call-id of an answer");
    }
}
