package org.llmops.guardrail.onnx;

/** A model gave no judgement: the rail's fail mode decides. Quotes no text. */
final class Unjudged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unjudged(String message) {
        super(message, null, false, false);
    }
}
