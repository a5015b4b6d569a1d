package org.llmops.router.providers;

/**
 * One of a provider's credentials as calls use it.
 *
 * @param secret none when it cannot be opened
 * @param weight how often it is used, compared to the others
 * @param epoch grows each time it is taken into use again: what was found wrong with it before counts no more
 */
public record ProviderCredential(String id, Credential secret, int weight, State state, int epoch) {
    /** The credential that is given with the provider itself. */
    public static final String DEFAULT = "default";

    /** For providers that ask for none. */
    public static final ProviderCredential NONE = new ProviderCredential("", Credential.none(), 1, State.ACTIVE, 0);

    /** Whether calls may use it. */
    public enum State {
        ACTIVE,
        /** The provider did not take it any more. */
        RETIRED,
        /** It does not open with the keys at hand. */
        LOCKED,
        /** Whoever keeps the key that protects it does not answer: later it may open. */
        AWAY
    }

    /** Whether calls may use it. */
    public boolean isActive() {
        return state == State.ACTIVE;
    }
}
