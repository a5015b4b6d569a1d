package org.llmops.guardrail.pii;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look for phone numbers. */
@Singleton
public final class PhoneType implements DetectorType {
    private static final String REGIONS = "default_regions";
    private static final int MAX_REGIONS = 8;

    @Override
    public String name() {
        return "phone";
    }

    @Override
    public String description() {
        return "Phone numbers that are valid in their country, written internationally or as in one of the default regions";
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
                "default_regions",
                "Countries (ISO 3166) whose national notation counts; none: only numbers with a country code");
    }

    @Override
    public boolean findsValues() {
        return true;
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        return new PhoneDetector(regions(parameters));
    }

    /** Countries (ISO 3166) whose national notation counts; none: only numbers with a country code. */
    static List<String> regions(Parameters parameters) {
        List<String> regions = parameters.texts(REGIONS, PhoneRegions.DEFAULT);
        if (regions.size() > MAX_REGIONS) {
            parameters.fault(REGIONS, "At most " + MAX_REGIONS + ": each costs time on every number", regions);
        }
        return regions.stream().allMatch(PhoneRegions::exists)
                ? regions
                : parameters.fault(
                        REGIONS,
                        "Each is an ISO 3166 country code with phone numbers, such as US",
                        PhoneRegions.DEFAULT);
    }
}
