package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.llmops.router.body.Json;

/** Bodies of errors: often JSON, sometimes a proxy's page. */
public final class ErrorBody {
    private ErrorBody() {}

    /** The JSON; missing when it is none. */
    public static JsonNode of(byte[] body) {
        try {
            JsonNode json = Json.tree(body);
            // Google's streams answer errors as a list of one.
            return json.isArray() && !json.isEmpty() ? json.get(0) : json;
        } catch (IOException notJson) {
            return Json.object().path("");
        }
    }
}
