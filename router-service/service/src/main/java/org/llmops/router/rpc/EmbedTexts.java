package org.llmops.router.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.v1.EmbedRequest;

/** Requests for vectors as embeddings requests. */
public final class EmbedTexts {
    private EmbedTexts() {}

    /** The body that an HTTP client would send. */
    public static byte[] request(EmbedRequest request) {
        ObjectNode body = Json.object().put("model", request.getModel());
        ArrayNode input = body.putArray("input");
        request.getInputList().forEach(input::add);
        if (request.hasDimensions()) {
            body.put("dimensions", request.getDimensions());
        }
        if (!request.getEndUser().isEmpty()) {
            body.put("user", request.getEndUser());
        }
        return Json.bytes(body);
    }
}
