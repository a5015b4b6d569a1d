package org.llmops.guardrail.detecting;

/** The kinds of things found; the names are part of the API and of placeholders. Ordered from most to least specific. */
public enum Entity {
    IBAN(true),
    PAYMENT_CARD(true),
    EMAIL_ADDRESS(false),
    IP_ADDRESS(false),
    PHONE_NUMBER(false);

    private final boolean proven;

    Entity(boolean proven) {
        this.proven = proven;
    }

    /** Whether a check digit vouches for it, so that a guess inside its span is an artefact of its digits. */
    public boolean proven() {
        return proven;
    }
}
