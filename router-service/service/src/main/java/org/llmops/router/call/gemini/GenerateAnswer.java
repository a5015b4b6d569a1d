package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.hub.Completion;
import org.llmops.router.call.hub.CompletionChoice;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** An answer of generateContent as a chat completion. */
final class GenerateAnswer {
    private GenerateAnswer() {}

    static ProviderAnswer of(JsonNode answer) throws IOException {
        JsonNode candidates = answer.path("candidates");
        boolean blocked = isBlocked(answer);
        if (candidates.isEmpty() && !blocked) {
            throw new IOException("The provider's answer has no candidates");
        }
        Completion completion = new Completion(
                answer.path("responseId").asText(""),
                answer.path("modelVersion").asText(""));
        if (candidates.isEmpty()) {
            completion.choice(0).finish("content_filter");
        }
        int position = 0;
        for (JsonNode candidate : candidates) {
            fill(completion.choice(candidate.path("index").asInt(position)), candidate);
            position++;
        }
        return completion.answer(usage(answer));
    }

    /** Google refused the prompt. */
    static boolean isBlocked(JsonNode answer) {
        return answer.path("promptFeedback").hasNonNull("blockReason");
    }

    static @Nullable TokenUsage usage(JsonNode answer) {
        JsonNode usage = answer.path("usageMetadata");
        return usage.isObject() ? UsageReading.of(UsageFlavour.GOOGLE, usage) : null;
    }

    private static void fill(CompletionChoice choice, JsonNode candidate) {
        for (JsonNode part : candidate.path("content").path("parts")) {
            part(choice, part);
        }
        if (candidate.path("logprobsResult").isObject()) {
            choice.logprobs(Logprobs.of(candidate.path("logprobsResult")));
        }
        choice.finish(FinishReasons.of(candidate.path("finishReason").asText(), choice.hasCalls()));
    }

    private static void part(CompletionChoice choice, JsonNode part) {
        String signature = part.path("thoughtSignature").asText("");
        String text = part.path("text").asText("");
        boolean thought = part.path("thought").asBoolean();
        if (!signature.isEmpty()) {
            choice.thinkingBlock(Signatures.block(thought ? text : "", signature));
        }
        if (thought) {
            choice.reasoning(text);
        } else {
            choice.text(text);
        }
        JsonNode call = part.path("functionCall");
        if (call.isObject()) {
            Signatures.attach(
                    choice.call(call.path("id").asText(""), call.path("name").asText(), arguments(call)), signature);
        }
        if (part.path("inlineData").isObject() && !thought) {
            image(choice.message(), part.path("inlineData"));
        }
    }

    static String arguments(JsonNode call) {
        return call.path("args").isObject() ? call.path("args").toString() : "{}";
    }

    /** A picture that the model made, where OpenRouter and others put such. */
    static void image(ObjectNode message, JsonNode data) {
        ObjectNode image = Json.object().put("type", "image_url");
        image.putObject("image_url")
                .put(
                        "url",
                        "data:" + data.path("mimeType").asText() + ";base64,"
                                + data.path("data").asText());
        message.withArrayProperty("images").add(image);
    }
}
