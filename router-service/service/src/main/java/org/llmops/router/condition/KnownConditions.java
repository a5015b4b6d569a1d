package org.llmops.router.condition;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Conditions that were compiled before: configurations are read again and again, and most of what they say stays the same. */
final class KnownConditions {
    /** Beyond it, everything is forgotten and compiled again: it takes a millisecond for each. */
    private static final int MAX_KNOWN = 10_000;

    private static final Map<String, Condition> KNOWN = new ConcurrentHashMap<>();

    private KnownConditions() {}

    static Condition get(String text) throws ConditionMalformed {
        Condition known = KNOWN.get(text);
        if (known != null) {
            return known;
        }
        Condition fresh = CelEnvironment.compile(text);
        if (KNOWN.size() >= MAX_KNOWN) {
            KNOWN.clear();
        }
        KNOWN.put(text, fresh);
        return fresh;
    }
}
