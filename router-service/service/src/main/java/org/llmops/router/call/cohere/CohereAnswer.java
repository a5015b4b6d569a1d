package org.llmops.router.call.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.llmops.router.body.Json;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.hub.Completion;
import org.llmops.router.call.hub.CompletionChoice;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** An answer of Cohere's chat as a chat completion. */
final class CohereAnswer {
    private CohereAnswer() {}

    static ProviderAnswer of(JsonNode answer, String model) throws IOException {
        JsonNode message = answer.path("message");
        if (!message.isObject() || isFailure(answer.path("finish_reason").asText())) {
            throw new IOException("The provider's answer has no message");
        }
        Completion completion = new Completion(answer.path("id").asText(""), model);
        CompletionChoice choice = completion.choice(0);
        choice.reasoning(message.path("tool_plan").asText(""));
        for (JsonNode content : message.path("content")) {
            choice.text(content.path("text").asText(""));
            choice.reasoning(content.path("thinking").asText(""));
        }
        for (JsonNode call : message.path("tool_calls")) {
            choice.call(
                    call.path("id").asText(),
                    call.path("function").path("name").asText(),
                    call.path("function").path("arguments").asText("{}"));
        }
        if (answer.path("logprobs").isArray()) {
            choice.logprobs(logprobs(answer.path("logprobs")));
        }
        choice.finish(finishReason(answer.path("finish_reason").asText()));
        JsonNode usage = answer.path("usage");
        return completion.answer(usage.isObject() ? UsageReading.of(UsageFlavour.COHERE, usage) : null);
    }

    /** Cohere answers with status 200 and then says that it could not. */
    static boolean isFailure(String finishReason) {
        return finishReason.equals("ERROR") || finishReason.equals("TIMEOUT");
    }

    static String finishReason(String reason) {
        return switch (reason) {
            case "MAX_TOKENS" -> "length";
            case "TOOL_CALL" -> "tool_calls";
            case "ERROR_TOXIC" -> "content_filter";
            default -> "stop";
        };
    }

    /** Cohere tells texts of one or several tokens: the probability of a text is the product of its tokens'. */
    static ObjectNode logprobs(JsonNode told) {
        ObjectNode logprobs = Json.object();
        ArrayNode content = logprobs.putArray("content");
        for (JsonNode item : told.isArray() ? told : Json.object().arrayNode().add(told)) {
            String text = item.path("text").asText("");
            double sum = 0;
            for (JsonNode logprob : item.path("logprobs")) {
                sum += logprob.asDouble();
            }
            ObjectNode token = content.addObject().put("token", text).put("logprob", sum);
            ArrayNode bytes = token.putArray("bytes");
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                bytes.add(b & 0xff);
            }
            token.putArray("top_logprobs");
        }
        logprobs.putNull("refusal");
        return logprobs;
    }
}
