package org.llmops.router.compose;

import io.grpc.Status;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/** What the registry's errors mean for a call. */
final class ComposeFailures {
    private ComposeFailures() {}

    /** The registry gave no answer, so what was known before may still be true. */
    static boolean isAway(Throwable failure) {
        return switch (Status.fromThrowable(failure).getCode()) {
            case NOT_FOUND, INVALID_ARGUMENT, PERMISSION_DENIED -> false;
            default -> true;
        };
    }

    static Refusal refusal(PromptSelection selection) {
        String wanted =
                selection.version() > 0 ? "version " + selection.version() : "label '" + selection.label() + "'";
        return RefusalReason.PROMPT_UNKNOWN.at(
                "prompt", "The prompt '" + selection.name() + "' with " + wanted + " does not exist.");
    }

    static Refusal away() {
        return RefusalReason.PROMPTS_AWAY.at(
                "prompt", "The prompt cannot be looked up at the moment. Try again shortly.");
    }
}
