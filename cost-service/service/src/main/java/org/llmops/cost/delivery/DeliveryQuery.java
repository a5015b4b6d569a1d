package org.llmops.cost.delivery;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The part of a query that says which messages are meant. */
public class DeliveryQuery {
    @QueryParam("state")
    @Parameter(description = "Only messages in this state: waiting, delivered or dead")
    @Nullable
    String state;

    @QueryParam("channel_id")
    @Parameter(description = "Only messages to this channel")
    @Nullable
    String channelId;

    @QueryParam("alert_id")
    @Parameter(description = "Only messages about this alert")
    @Nullable
    String alertId;

    @Nullable
    DeliveryState state() {
        return state == null ? null : DeliveryState.parse(state);
    }

    @Nullable
    UUID channel() {
        return channelId == null ? null : id("channel_id", channelId);
    }

    @Nullable
    UUID alert() {
        return alertId == null ? null : id("alert_id", alertId);
    }

    private static UUID id(String field, String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw FILTER_UNKNOWN.at(field, "Write the id as it is listed");
        }
    }
}
