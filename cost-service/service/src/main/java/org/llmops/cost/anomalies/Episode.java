package org.llmops.cost.anomalies;

import java.time.Duration;

/** When sightings belong together: one alarm tells of all of them. */
final class Episode {
    private Episode() {}

    /** How long it must have been quiet before the next sighting is another alarm. */
    static Duration coolDown(Grain grain) {
        return switch (grain) {
            case HOUR -> Duration.ofHours(24);
            case DAY -> Duration.ofHours(48);
        };
    }

    /** For so long unusual hours are kept out of what is usual; what goes on for longer becomes the usual. */
    static Duration longestIgnored(Grain grain) {
        return switch (grain) {
            case HOUR -> Duration.ofHours(24);
            case DAY -> Duration.ofDays(4);
        };
    }
}
