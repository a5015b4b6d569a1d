package org.llmops.router.call;

/** Why an attempt brought no answer; call records use these names. */
enum Failure {
    /** No connection. */
    CONNECT(true, true),
    /** One of the timers ran out. */
    TIMEOUT(true, false),
    /** The provider has enough of us. */
    RATE_LIMITED(true, false),
    /** The provider has trouble of its own. */
    SERVER_ERROR(true, true),
    /** The connection ended too early. */
    CUT(true, true),
    /** What came makes no sense. */
    MALFORMED(true, true),
    /** The provider does not take our credential. */
    UNAUTHORIZED(true, false),
    /** The provider does not have the model. */
    NOT_FOUND(true, false),
    /** The provider's address is one that calls may not go to. */
    ADDRESS_REFUSED(true, false),
    /** The request cannot be said in the provider's dialect. */
    UNTRANSLATABLE(true, false),
    /** The provider finds fault with the request: others would too. */
    REJECTED(false, false);

    private final boolean nextTarget;
    private final boolean sameTarget;

    Failure(boolean nextTarget, boolean sameTarget) {
        this.nextTarget = nextTarget;
        this.sameTarget = sameTarget;
    }

    /** Another target may do better. */
    boolean mayTryNext() {
        return nextTarget;
    }

    /** The same target may do better a moment later. */
    boolean mayTryAgain() {
        return sameTarget;
    }

    static Failure ofStatus(int httpStatus) {
        return switch (httpStatus) {
            case 401, 403 -> UNAUTHORIZED;
            case 404 -> NOT_FOUND;
            case 408 -> TIMEOUT;
            case 409 -> SERVER_ERROR;
            case 429 -> RATE_LIMITED;
            default -> httpStatus >= 500 ? SERVER_ERROR : httpStatus >= 400 ? REJECTED : MALFORMED;
        };
    }
}
