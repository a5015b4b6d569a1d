package org.llmops.guardrail.injection;

import org.llmops.guardrail.detecting.Passage;

/**
 * A passage with as much of what came before it as it needs to be understood, and as its own length pays for: so the work
 * grows with the text, however it is cut.
 *
 * @param before how many code points belong to what came before
 */
record Window(String text, int before) {
    private static final int LEAST_BEFORE = 48;
    private static final int BEFORE_PER_LENGTH = 3;

    static Window of(Passage passage) {
        String before = passage.before();
        int known = before.codePointCount(0, before.length());
        int wanted = Math.min(known, Math.max(LEAST_BEFORE, BEFORE_PER_LENGTH * passage.length()));
        String near = before.substring(before.offsetByCodePoints(0, known - wanted));
        return new Window(near + passage.text(), wanted);
    }
}
