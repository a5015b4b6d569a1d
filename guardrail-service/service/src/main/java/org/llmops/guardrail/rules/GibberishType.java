package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for noise: hands on a keyboard, random letters. */
@Singleton
public final class GibberishType implements DetectorType {
    /** On other benign texts than it was set on, under one sentence in a hundred lies below. */
    static final double THRESHOLD = -5.6;

    @Override
    public String name() {
        return "gibberish";
    }

    @Override
    public String description() {
        return "Latin letters in an order that languages do not have, by how likely each pair is; a guess, of little use for"
                + " short texts, names and codes";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "threshold",
                "The mean log2 probability of a pair of letters below which a sentence is noise, -12 to 0");
    }

    /** Reads {@code threshold}, the mean log2 probability of a pair of letters below which a sentence is noise. */
    @Override
    public Detector compile(Parameters parameters) {
        return new GibberishDetector(parameters.number("threshold", -12, 0, THRESHOLD));
    }
}
