package org.llmops.cost.sightings;

import java.util.Comparator;
import org.llmops.platform.identity.WorkspaceId;

/** A model that a workspace uses. */
record Sighting(WorkspaceId workspace, String provider, String model) {
    /** In which rows are locked, by everybody. */
    static final Comparator<Sighting> ORDER_OF_LOCKS = Comparator.comparing(
                    (Sighting sighting) -> sighting.workspace().value())
            .thenComparing(Sighting::provider)
            .thenComparing(Sighting::model);

    /** What alerts about it are about. */
    String subject() {
        return provider + "/" + model;
    }
}
