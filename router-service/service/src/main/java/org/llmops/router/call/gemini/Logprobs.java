package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.llmops.router.body.Json;

/** Probabilities of tokens. */
final class Logprobs {
    private Logprobs() {}

    /** @param result {@code logprobsResult} of a candidate */
    static ObjectNode of(JsonNode result) {
        ObjectNode logprobs = Json.object();
        ArrayNode content = logprobs.putArray("content");
        JsonNode chosen = result.path("chosenCandidates");
        for (int i = 0; i < chosen.size(); i++) {
            ObjectNode token = token(content.addObject(), chosen.path(i));
            ArrayNode top = token.putArray("top_logprobs");
            result.path("topCandidates").path(i).path("candidates").forEach(other -> token(top.addObject(), other));
        }
        logprobs.putNull("refusal");
        return logprobs;
    }

    private static ObjectNode token(ObjectNode into, JsonNode candidate) {
        String text = candidate.path("token").asText();
        into.put("token", text).set("logprob", candidate.path("logProbability"));
        ArrayNode bytes = into.putArray("bytes");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xff);
        }
        return into;
    }
}
