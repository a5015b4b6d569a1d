package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for personal data of many kinds at once. */
@Singleton
public final class PiiType implements DetectorType {
    private static final String ENTITIES = "entities";
    private static final double USUAL_MIN_SCORE = 0.5;
    private static final int MAX_EXPLAINED = 5;
    private static final int MAX_NAME = 64;

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
        return "3";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "entities",
                "Entities such as US_SSN, countries such as DE, the groups " + String.join(", ", Selection.groups())
                        + ", or all; none: all but company, date and web",
                "min_score",
                "0 to 1: what scores less is not reported",
                "default_regions",
                "Countries (ISO 3166) whose national notation of phone numbers counts");
    }

    @Override
    public boolean findsValues() {
        return true;
    }

    @Override
    public boolean looksInside() {
        return true;
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
        List<String> unknown =
                entities.stream().filter(name -> Selection.known(name) == null).toList();
        if (!unknown.isEmpty()) {
            parameters.fault(ENTITIES, explained(unknown), entities);
        }
        List<String> known =
                entities.stream().map(Selection::known).filter(Objects::nonNull).toList();
        return new PiiDetector(Selection.of(known), minScore, regions);
    }

    /** Names what is wrong, what may have been meant, and where to look. */
    private static String explained(List<String> unknown) {
        String wrong = unknown.stream()
                .limit(MAX_EXPLAINED)
                .map(name -> "'%s' is not known, did you mean %s?"
                        .formatted(
                                name.substring(0, Math.min(MAX_NAME, name.length())),
                                NearestName.among(Selection.names(), name)))
                .collect(Collectors.joining(" "));
        return wrong + " There are the groups " + String.join(", ", Selection.groups())
                + ", countries such as DE, all, and entities such as EMAIL_ADDRESS (recognisers.txt lists them)";
    }
}
