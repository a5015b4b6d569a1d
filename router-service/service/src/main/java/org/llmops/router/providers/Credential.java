package org.llmops.router.providers;

/** What opens a provider's door. Only the code that sends it may reveal it; it prints as nothing of use. */
public final class Credential {
    private static final Credential NONE = new Credential("");

    private final String secret;

    private Credential(String secret) {
        this.secret = secret;
    }

    public static Credential of(String secret) {
        return new Credential(secret);
    }

    /** For providers that ask for none, such as a model server in one's own network. */
    public static Credential none() {
        return NONE;
    }

    public boolean isPresent() {
        return !secret.isEmpty();
    }

    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return isPresent() ? "Credential[hidden]" : "Credential[none]";
    }
}
