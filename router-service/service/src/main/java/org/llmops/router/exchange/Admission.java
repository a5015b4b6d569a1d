package org.llmops.router.exchange;

/** The room a call was given within its limits. */
public interface Admission {
    /** For calls that no limit bounds. */
    Admission NONE = tokens -> {};

    /**
     * The call has ended: its slots are free, and what was taken for it beyond its use goes back. Only the first time
     * counts.
     *
     * @param tokens it really used, of input and output together
     */
    void end(long tokens);

    /** This room and another. */
    default Admission and(Admission other) {
        return tokens -> {
            end(tokens);
            other.end(tokens);
        };
    }
}
