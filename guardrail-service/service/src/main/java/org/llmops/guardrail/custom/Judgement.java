package org.llmops.guardrail.custom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a judge said: exactly a score and a reason, or it said nothing. */
record Judgement(double score, String reason) {
    private static final String FENCE = "```";

    /** Reads an answer of the router; nothing when it is not just what was asked for. */
    static Optional<Judgement> read(byte[] answer) {
        return StrictJson.read(answer)
                .map(json -> json.path("choices").path(0))
                .filter(choice -> "stop".equals(choice.path("finish_reason").asText()))
                .map(choice -> choice.path("message").path("content"))
                .filter(JsonNode::isTextual)
                .flatMap(content -> StrictJson.read(unfenced(content.asText()).getBytes(UTF_8)))
                .flatMap(Judgement::of);
    }

    private static Optional<Judgement> of(JsonNode json) {
        boolean exact = json.isObject()
                && json.size() == 2
                && json.path("score").isNumber()
                && json.path("reason").isTextual();
        return Optional.of(json)
                .filter(verdict -> exact
                        && verdict.get("score").asDouble() >= 0
                        && verdict.get("score").asDouble() <= 1)
                .map(verdict -> new Judgement(
                        verdict.get("score").asDouble(), verdict.get("reason").asText()));
    }

    /** Some models cannot but put JSON into a block of code. */
    private static String unfenced(String content) {
        String text = content.strip();
        if (!text.startsWith(FENCE) || !text.endsWith(FENCE) || text.length() < 2 * FENCE.length()) {
            return text;
        }
        int line = text.indexOf('\n');
        return line < 0 ? text : text.substring(line, text.length() - FENCE.length());
    }
}
