package org.llmops.cost.leasing;

/** How far a lease has come. */
public enum LeaseState {
    /** Its holder may reserve from it until it expires. */
    OPEN,
    /** Its holder reserves nothing new; it holds what is spent or reserved until that is recorded. */
    RELEASED,
    /** Its time is over and its holder silent; it holds what the holder said was spent, until that is recorded. */
    AWAITED,
    /** Its time is over: it holds nothing. */
    EXPIRED
}
