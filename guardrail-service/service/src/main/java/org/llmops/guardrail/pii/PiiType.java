package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import java.util.List;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for personal data of many kinds at once. */
@Singleton
public final class PiiType implements DetectorType {
    private static final String ENTITIES = "entities";
    private static final double USUAL_MIN_SCORE = 0.5;

    @Override
    public String name() {
        return "pii";
    }

    @Override
    public String description() {
        return "Personal data: identity, tax, health, passport, licence and account numbers of some ninety countries, crypto addresses,"
                + " devices, e-mail, phone, cards; check digits are computed, and weak notations need a word nearby that names them";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    /**
     * Reads {@code entities}: names of entities such as US_SSN, of groups such as passport, or of countries such as DE, or
     * all; nothing: whatever identifies persons. {@code min_score}: what scores less is not reported. {@code
     * default_regions}: countries whose national notation of phone numbers counts.
     */
    @Override
    public Detector compile(Parameters parameters) {
        List<String> entities = parameters.texts(ENTITIES, List.of());
        double minScore = parameters.number("min_score", 0, 1, USUAL_MIN_SCORE);
        List<String> regions = PhoneType.regions(parameters);
        List<String> unknown = entities.stream()
                .filter(name -> !Selection.names().contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            parameters.fault(ENTITIES, "Each is one of " + String.join(", ", Selection.names()), entities);
        }
        return new PiiDetector(Selection.of(entities), minScore, regions);
    }
}
