package org.llmops.guardrail.pii;

/** What a group of characters consists of. */
enum GroupKind {
    DIGITS,
    LETTERS,
    MIXED;

    static GroupKind of(int digits, int length) {
        return digits == length ? DIGITS : digits == 0 ? LETTERS : MIXED;
    }
}
