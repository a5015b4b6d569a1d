package org.llmops.guardrail.learning;

import java.util.List;

/**
 * A labelled text to train with or to measure on.
 *
 * @param source where it comes from: no model is measured on a source that it was trained with
 * @param group a finer name for reports, such as the language
 * @param signals what a caller would add to it
 * @param training whether weights may learn from it; otherwise it only measures
 */
public record Example(
        String text, boolean positive, String source, String group, List<String> signals, boolean training) {
    public Example {
        signals = List.copyOf(signals);
    }

    public static Example of(String text, boolean positive, String source, String group) {
        return new Example(text, positive, source, group, List.of(), true);
    }

    public Example with(List<String> signals) {
        return new Example(text, positive, source, group, signals, training);
    }

    public Example forMeasuringOnly() {
        return new Example(text, positive, source, group, signals, false);
    }
}
