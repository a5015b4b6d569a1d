package org.llmops.router.call;

import org.jspecify.annotations.Nullable;
import org.llmops.router.exchange.FallbackRule;
import org.llmops.router.exchange.Trigger;
import org.llmops.router.refusal.ProviderError.Kind;

/** Why an attempt brought no answer; call records use these names. */
enum Failure {
    /** No connection. */
    CONNECT(Trigger.ERROR, true),
    /** One of the timers ran out. */
    TIMEOUT(Trigger.TIMEOUT, false),
    /** The provider has enough of us. */
    RATE_LIMITED(Trigger.RATE_LIMIT, false),
    /** The provider has trouble of its own. */
    SERVER_ERROR(Trigger.ERROR, true),
    /** The connection ended too early. */
    CUT(Trigger.ERROR, true),
    /** What came makes no sense. */
    MALFORMED(Trigger.ERROR, true),
    /** The provider does not take our credential. */
    UNAUTHORIZED(Trigger.ERROR, false),
    /** The provider does not have the model. */
    NOT_FOUND(Trigger.ERROR, false),
    /** The provider's address is one that calls may not go to. */
    ADDRESS_REFUSED(Trigger.ERROR, false),
    /** The request cannot be said in the provider's dialect. */
    UNTRANSLATABLE(Trigger.ERROR, false),
    /** The conversation is longer than the model can take. */
    CONTEXT_WINDOW(Trigger.CONTEXT_WINDOW, false),
    /** The provider does not want to talk about that. */
    CONTENT_FILTER(Trigger.CONTENT_FILTER, false),
    /** The provider finds fault with the request: others would too. */
    REJECTED(null, false);

    private final @Nullable Trigger trigger;
    private final boolean sameTarget;

    Failure(@Nullable Trigger trigger, boolean sameTarget) {
        this.trigger = trigger;
        this.sameTarget = sameTarget;
    }

    /** Another target may do better, and the route wants that. */
    boolean leadsOn(FallbackRule rule, int httpStatus) {
        return rule.leadsOn(trigger, httpStatus);
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
