package org.llmops.simulator.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How likely each token was. A model that always says the same has none: these follow from the token's letters. */
final class TokenLogprobs {

    private static final double LIKELY = -0.01;
    private static final double STEP = -1.5;
    private static final int SHADES = 20;

    private TokenLogprobs() {}

    /** With that many alternatives each, of which the token itself is the first. */
    static JsonArray of(List<String> tokens, int alternatives) {
        JsonArray logprobs = new JsonArray();
        for (String token : tokens) {
            JsonArray top = new JsonArray();
            for (int rank = 0; rank < alternatives; rank++) {
                top.add(entry(rank == 0 ? token : token + "~" + rank, logprob(token) + rank * STEP));
            }
            logprobs.add(entry(token, logprob(token)).put("top_logprobs", top));
        }
        return logprobs;
    }

    static double logprob(String token) {
        return LIKELY * (1 + Math.floorMod(token.hashCode(), SHADES));
    }

    private static JsonObject entry(String token, double logprob) {
        JsonArray bytes = new JsonArray();
        for (byte part : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(part));
        }
        return new JsonObject().put("token", token).put("logprob", logprob).put("bytes", bytes);
    }
}
