package org.llmops.guardrail.learning;

/** Texts among which the same score means the same: by length, and by whether their script is that of most examples. */
public enum Band {
    SHORT_LATIN,
    MEDIUM_LATIN,
    LONG_LATIN,
    SHORT_OTHER,
    MEDIUM_OTHER,
    LONG_OTHER;

    private static final int SHORT_BELOW = 80;
    private static final int LONG_FROM = 320;

    static Band of(int codePoints, boolean mostlyOther) {
        int length = codePoints < SHORT_BELOW ? 0 : codePoints < LONG_FROM ? 1 : 2;
        return values()[length + (mostlyOther ? 3 : 0)];
    }
}
