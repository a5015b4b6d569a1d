package org.llmops.guardrail.detecting;

/** A detector that decides here and now, from the text and its scene alone. */
public non-sealed interface LocalDetector extends Detector {
    /** Starts on one text. */
    Scanner open(Scene scene);

    /** Opens many texts of one scene, where much is to be prepared for a scene and nothing for a text. */
    default LocalDetector in(Scene scene) {
        return this;
    }
}
