package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.Json;

/** Writes the events of one response, and the response that they add up to. */
final class ResponseWriter {
    private final ObjectNode response;
    private final ArrayNode output;
    private List<ObjectNode> events = new ArrayList<>();
    private long sequence;

    /**
     * @param response without output and without end
     */
    ResponseWriter(ObjectNode response) {
        this.response = response;
        this.output = response.putArray("output");
    }

    /** What was said so far, and how it stands. */
    ObjectNode response() {
        return response;
    }

    /** How many items there are. */
    int items() {
        return output.size();
    }

    /** The events since this was asked last. */
    List<ObjectNode> drain() {
        List<ObjectNode> drained = events;
        events = new ArrayList<>();
        return drained;
    }

    void begin() {
        tell("response.created");
        tell("response.in_progress");
    }

    /** The next item of the output, still without its texts. */
    OpenItem open(ObjectNode item) {
        int index = output.size();
        output.add(item);
        event("response.output_item.added").put("output_index", index).set("item", item.deepCopy());
        return new OpenItem(this, index, item);
    }

    /** Nothing follows any more; the response says how it ended. */
    void end() {
        tell("response." + response.path("status").asText());
    }

    private void tell(String type) {
        event(type).set("response", response.deepCopy());
    }

    /** The next event; what else it says is up to the caller. */
    ObjectNode event(String type) {
        ObjectNode event = Json.object().put("type", type).put("sequence_number", sequence++);
        events.add(event);
        return event;
    }
}
