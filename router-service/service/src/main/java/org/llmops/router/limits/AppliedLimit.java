package org.llmops.router.limits;

/**
 * A limit as it applies to one call.
 *
 * @param value whose use is counted
 */
public record AppliedLimit(Limit limit, String value) {
    /** In words for the caller. */
    public String words() {
        return limit.words(value);
    }
}
