package org.llmops.guardrail.detecting;

import java.util.Map;

/** A kind of detector that rails can name: one bean each, found by injection. */
public interface DetectorType {
    /** What policies call it, such as {@code injection}. */
    String name();

    /** One sentence for who writes a policy: what it finds, and how sure that is. */
    String description();

    /** Changes with everything that may change what is reported: rules, weights, lists. Remembered verdicts end with it. */
    String version();

    Stage stage();

    /** What each parameter is about, for who writes a policy. */
    default Map<String, String> explains() {
        return Map.of();
    }

    /**
     * Whether it wants to see the other texts of a call, {@link Scene#around()}: only then are callers asked to send them
     * along with an answer.
     */
    default boolean looksAround() {
        return false;
    }

    /**
     * Whether the same text in the same scene may be judged otherwise the next time, so that what was found is not
     * remembered: so with whoever is asked elsewhere, unless the type knows better.
     */
    default boolean answersVary() {
        return stage() == Stage.JUDGE;
    }

    /**
     * Whether it looks at what is written in encoded or disguised form, too, as if it had been written openly. No for
     * detectors that are about how a text is written, or want all of it at once.
     */
    default boolean looksInside() {
        return false;
    }

    /**
     * Whether it finds values, of which a stretch of text holds one: addresses, numbers, keys. A value that it guesses
     * inside of one that is proven is an artefact; and of overlapping ones that are only reported, one is.
     */
    default boolean findsValues() {
        return false;
    }

    /** Reads every parameter that a rail may set, and is then ready to look. Faults are collected, not thrown. */
    Detector compile(Parameters parameters);
}
