package org.llmops.cost.delivery;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What has become of a message. */
enum DeliveryState {
    /** It is to be sent, perhaps once more. */
    WAITING,
    /** The endpoint took it. */
    DELIVERED,
    /** It was given up. */
    DEAD;

    static DeliveryState parse(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> FILTER_UNKNOWN.at("state", "Write waiting, delivered or dead"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
