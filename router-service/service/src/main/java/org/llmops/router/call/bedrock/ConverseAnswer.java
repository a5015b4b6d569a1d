package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.hub.Completion;
import org.llmops.router.call.hub.CompletionChoice;
import org.llmops.router.call.hub.ThinkingBlock;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** An answer of Converse as a chat completion. */
final class ConverseAnswer {
    private ConverseAnswer() {}

    static ProviderAnswer of(JsonNode answer, String model) throws IOException {
        JsonNode content = answer.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw new IOException("The provider's answer has no message");
        }
        Completion completion = new Completion("", model);
        CompletionChoice choice = completion.choice(0);
        for (JsonNode block : content) {
            block(choice, block);
        }
        choice.finish(StopReasons.of(answer.path("stopReason").asText()));
        JsonNode usage = answer.path("usage");
        return completion.answer(usage.isObject() ? UsageReading.of(UsageFlavour.AWS, usage) : null);
    }

    private static void block(CompletionChoice choice, JsonNode block) {
        choice.text(block.path("text").asText(""));
        for (JsonNode cited : block.path("citationsContent").path("content")) {
            choice.text(cited.path("text").asText(""));
        }
        JsonNode call = block.path("toolUse");
        if (call.isObject()) {
            choice.call(
                    call.path("toolUseId").asText(),
                    call.path("name").asText(),
                    call.path("input").isObject() ? call.path("input").toString() : "{}");
        }
        JsonNode thought = block.path("reasoningContent");
        if (thought.path("reasoningText").isObject()) {
            String text = thought.path("reasoningText").path("text").asText("");
            choice.reasoning(text);
            choice.thinkingBlock(ThinkingBlock.signed(
                    text, thought.path("reasoningText").path("signature").asText("")));
        } else if (thought.hasNonNull("redactedContent")) {
            choice.thinkingBlock(
                    ThinkingBlock.redacted(thought.path("redactedContent").asText()));
        }
    }
}
