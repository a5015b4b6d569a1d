package org.llmops.router.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** Tells a chat completion, or a chunk of one, as a completion. */
final class ChatToCompletion {
    private int offset;

    ObjectNode translate(JsonNode chat) {
        ObjectNode completion = Json.object();
        chat.properties().forEach(member -> {
            switch (member.getKey()) {
                case "id" -> completion.put("id", "cmpl-" + member.getValue().asText());
                case "object" -> completion.put("object", "text_completion");
                case "choices" -> choices(completion.putArray("choices"), member.getValue());
                case "obfuscation" -> {}
                default -> completion.set(member.getKey(), member.getValue());
            }
        });
        return completion;
    }

    private void choices(ArrayNode translated, JsonNode choices) {
        for (JsonNode choice : choices) {
            JsonNode said = choice.has("delta") ? choice.path("delta") : choice.path("message");
            ObjectNode told = translated.addObject();
            told.put("text", text(said)).put("index", choice.path("index").asInt());
            told.set("logprobs", logprobs(choice.path("logprobs").path("content")));
            told.set("finish_reason", finish(choice.path("finish_reason")));
        }
    }

    /** A refusal is what the model says in place of an answer. */
    private static String text(JsonNode said) {
        return said.path("content").asText("").isEmpty()
                        || !said.path("content").isTextual()
                ? said.path("refusal").isTextual() ? said.path("refusal").textValue() : ""
                : said.path("content").textValue();
    }

    private static JsonNode finish(JsonNode reason) {
        return switch (reason.asText("")) {
            case "stop", "length", "content_filter" -> reason;
            case "", "null" -> Json.object().nullNode();
            default -> Json.object().textNode("stop");
        };
    }

    private JsonNode logprobs(JsonNode tokens) {
        if (!tokens.isArray()) {
            return Json.object().nullNode();
        }
        ObjectNode told = Json.object();
        ArrayNode texts = told.putArray("tokens");
        ArrayNode chances = told.putArray("token_logprobs");
        ArrayNode tops = told.putArray("top_logprobs");
        ArrayNode offsets = told.putArray("text_offset");
        for (JsonNode token : tokens) {
            texts.add(token.path("token"));
            chances.add(token.path("logprob"));
            ObjectNode top = tops.addObject();
            token.path("top_logprobs")
                    .forEach(other -> top.set(other.path("token").asText(), other.path("logprob")));
            offsets.add(offset);
            offset += token.path("token").asText().length();
        }
        return told;
    }
}
