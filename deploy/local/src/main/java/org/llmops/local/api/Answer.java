package org.llmops.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import org.llmops.platform.servers.ServerFailure;

/**
 * What a service answered.
 *
 * @param request method and address, for people
 */
public record Answer(String service, String request, int status, HttpHeaders headers, String body) {
    /** Itself, if the status is one of these. */
    public Answer expect(int... expected) {
        if (Arrays.stream(expected).noneMatch(code -> code == status)) {
            throw new ServerFailure(service + " answered " + status + " to " + request + ": " + body.strip());
        }
        return this;
    }

    public JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ServerFailure(service + " did not answer " + request + " with JSON: " + body, e);
        }
    }

    /** A header's value, or nothing. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
