package org.llmops.guardrail.grounding;

import java.util.Locale;

/** The lists of {@code words.txt}: what words do in a claim. */
enum WordList {
    ABSOLUTE,
    COURTESY,
    GERMAN,
    HEDGE,
    JOINS,
    NEGATION,
    NEGATION_CJK,
    ORDINAL_ENDINGS,
    SELF,
    STOP;

    /** As it is written there. */
    static WordList of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    int bit() {
        return 1 << ordinal();
    }
}
