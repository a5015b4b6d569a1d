package org.llmops.guardrail.detecting;

import jakarta.inject.Singleton;
import java.util.List;

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
        return "1";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    /** Countries (ISO 3166) whose national notation counts; none: only numbers with a country code. */
    @Override
    public Detector compile(Parameters parameters) {
        List<String> regions = parameters.texts(REGIONS, PhoneRegions.DEFAULT);
        if (regions.size() > MAX_REGIONS) {
            parameters.fault(REGIONS, "At most " + MAX_REGIONS + ": each costs time on every number", regions);
        }
        if (!regions.stream().allMatch(PhoneRegions::exists)) {
            return parameters.fault(
                    REGIONS,
                    "Each is an ISO 3166 country code with phone numbers, such as US",
                    new PhoneDetector(PhoneRegions.DEFAULT));
        }
        return new PhoneDetector(regions);
    }
}
