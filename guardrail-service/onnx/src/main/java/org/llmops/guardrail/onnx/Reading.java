package org.llmops.guardrail.onnx;

import java.util.List;

/** Makes sense of what a network puts out for one text, window after window. */
sealed interface Reading permits WindowReading, WordReading {
    /** @param rows the network's output for the window: one row, or one for each token */
    void add(Window window, List<float[]> rows);

    /** What holds from so much of a share on. */
    List<Found> found(double threshold);

    static Reading of(ModelCard card, String text) {
        int[] codePoints = text.codePoints().toArray();
        return switch (card.task()) {
            case TEXT_CLASSIFICATION -> new WindowReading(card, codePoints.length);
            case TOKEN_CLASSIFICATION -> new WordReading(card, codePoints);
        };
    }
}
