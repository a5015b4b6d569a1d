package org.llmops.router.call;

import org.jspecify.annotations.Nullable;
import org.llmops.router.health.Outcome;
import org.llmops.router.refusal.ProviderError.Kind;
import org.llmops.router.routes.document.Trigger;

/** Why an attempt brought no answer; call records use these names. */
enum Failure {
    /** No connection. */
    CONNECT(Trigger.ERROR, true, Outcome.FAILED),
    /** One of the timers ran out. */
    TIMEOUT(Trigger.TIMEOUT, false, Outcome.FAILED),
    /** The provider has enough of us. */
    RATE_LIMITED(Trigger.RATE_LIMIT, false, Outcome.UNKNOWN),
    /** We ask as much of it as it can take, and too many wait already. */
    OVERLOADED(Trigger.RATE_LIMIT, false, Outcome.UNKNOWN),
    /** The provider has trouble of its own. */
    SERVER_ERROR(Trigger.ERROR, true, Outcome.FAILED),
    /** The connection ended too early. */
    CUT(Trigger.ERROR, true, Outcome.FAILED),
    /** What came makes no sense. */
    MALFORMED(Trigger.ERROR, true, Outcome.FAILED),
    /** The provider does not take our credential. */
    UNAUTHORIZED(Trigger.ERROR, false, Outcome.UNKNOWN),
    /** The provider does not have the model. */
    NOT_FOUND(Trigger.ERROR, false, Outcome.ANSWERED),
    /** The provider's address is one that calls may not go to. */
    ADDRESS_REFUSED(Trigger.ERROR, false, Outcome.UNKNOWN),
    /** The request cannot be said in the provider's dialect. */
    UNTRANSLATABLE(Trigger.ERROR, false, Outcome.UNKNOWN),
    /** The conversation is longer than the model can take. */
    CONTEXT_WINDOW(Trigger.CONTEXT_WINDOW, false, Outcome.ANSWERED),
    /** The provider does not want to talk about that. */
    CONTENT_FILTER(Trigger.CONTENT_FILTER, false, Outcome.ANSWERED),
    /** The provider finds fault with the request: others would too. */
    REJECTED(null, false, Outcome.ANSWERED);

    private final @Nullable Trigger trigger;
    private final boolean sameTarget;
    private final Outcome outcome;

    Failure(@Nullable Trigger trigger, boolean sameTarget, Outcome outcome) {
        this.trigger = trigger;
        this.sameTarget = sameTarget;
        this.outcome = outcome;
    }

    /** What it says about the target. */
    Outcome outcome() {
        return outcome;
    }

    /** What routes call it; null: the request itself is wrong. */
    @Nullable
    Trigger trigger() {
        return trigger;
    }

    /** The same target may do better a moment later. */
    boolean mayTryAgain() {
        return sameTarget;
    }

    static Failure of(int httpStatus, Kind kind) {
        return switch (kind) {
            case CONTEXT_WINDOW -> CONTEXT_WINDOW;
            case CONTENT_FILTER -> CONTENT_FILTER;
            case QUOTA, OTHER -> ofStatus(httpStatus);
        };
    }

    private static Failure ofStatus(int httpStatus) {
        return switch (httpStatus) {
            case 401, 402, 403 -> UNAUTHORIZED;
            case 404 -> NOT_FOUND;
            case 408 -> TIMEOUT;
            case 409 -> SERVER_ERROR;
            case 429 -> RATE_LIMITED;
            default -> httpStatus >= 500 ? SERVER_ERROR : httpStatus >= 400 ? REJECTED : MALFORMED;
        };
    }
}
