package org.llmops.guardrail.pii;

/** What a group of characters consists of. */
enum GroupKind {
    DIGITS,
    LETTERS,
    MIXED
}
