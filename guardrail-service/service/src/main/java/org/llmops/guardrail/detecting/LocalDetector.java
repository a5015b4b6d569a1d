package org.llmops.guardrail.detecting;

/** A detector that decides here and now, from the text and its scene alone. */
public non-sealed interface LocalDetector extends Detector {
    /** Starts on one text. */
    Scanner open(Scene scene);
}
