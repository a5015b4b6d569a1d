package org.llmops.router.complexity;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Scores by the weights that come with the router; their model card lies beside them. */
@Singleton
class LearnedComplexity implements ComplexityScorer {
    static final String WEIGHTS = "/complexity/maths-questions.weights";

    private final ComplexityWeights weights;
    private final ThreadLocal<PromptFeatures> features = ThreadLocal.withInitial(PromptFeatures::new);

    LearnedComplexity() {
        try (InputStream file = LearnedComplexity.class.getResourceAsStream(WEIGHTS)) {
            weights = ComplexityWeights.read(Objects.requireNonNull(file, WEIGHTS));
        } catch (IOException damaged) {
            throw new UncheckedIOException(WEIGHTS + " cannot be read", damaged);
        }
    }

    @Override
    public double score(String prompt) {
        PromptFeatures scratch = features.get();
        scratch.read(prompt);
        return weights.score(scratch);
    }

    @Override
    public Calibration calibration() {
        return weights.calibration();
    }
}
