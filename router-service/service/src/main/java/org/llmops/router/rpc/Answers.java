package org.llmops.router.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.io.IOException;
import org.llmops.router.body.Json;
import org.llmops.router.v1.ChatChoice;
import org.llmops.router.v1.ChatDelta;
import org.llmops.router.v1.ChatMessage;
import org.llmops.router.v1.ChatResponse;
import org.llmops.router.v1.ChatStreamResponse;
import org.llmops.router.v1.ContentPart;
import org.llmops.router.v1.EmbedResponse;
import org.llmops.router.v1.Embedding;
import org.llmops.router.v1.FunctionCall;
import org.llmops.router.v1.FunctionCallDelta;
import org.llmops.router.v1.TokenCounts;

/** Chat completions, their chunks and embeddings as gRPC messages. */
final class Answers {
    private Answers() {}

    static ChatResponse chat(byte[] json, MultiMap headers) throws IOException {
        JsonNode completion = Json.tree(json);
        ChatResponse.Builder response = ChatResponse.newBuilder()
                .setCallId(header(headers, "x-llmops-call-id"))
                .setTarget(header(headers, "x-llmops-model"))
                .setCostUsd(header(headers, "x-llmops-cost-usd"))
                .setUsage(usage(completion.path("usage")));
        for (JsonNode choice : completion.path("choices")) {
            response.addChoices(ChatChoice.newBuilder()
                    .setIndex(choice.path("index").asInt())
                    .setMessage(message(choice.path("message")))
                    .setFinishReason(text(choice, "finish_reason")));
        }
        return response.build();
    }

    private static ChatMessage message(JsonNode said) {
        ChatMessage.Builder message = ChatMessage.newBuilder()
                .setRole(text(said, "role"))
                .setReasoning(reasoning(said))
                .setRefusal(text(said, "refusal"));
        String content = text(said, "content");
        if (!content.isEmpty()) {
            message.addContent(ContentPart.newBuilder().setText(content));
        }
        for (JsonNode call : said.path("tool_calls")) {
            message.addToolCalls(FunctionCall.newBuilder()
                    .setId(text(call, "id"))
                    .setName(text(call.path("function"), "name"))
                    .setArgumentsJson(text(call.path("function"), "arguments")));
        }
        return message.build();
    }

    static ChatStreamResponse piece(byte[] json, MultiMap headers) throws IOException {
        JsonNode chunk = Json.tree(json);
        ChatStreamResponse.Builder piece =
                ChatStreamResponse.newBuilder().setCallId(header(headers, "x-llmops-call-id"));
        if (chunk.path("usage").isObject()) {
            piece.setUsage(usage(chunk.path("usage")));
        }
        for (JsonNode choice : chunk.path("choices")) {
            piece.addDeltas(delta(choice));
        }
        return piece.build();
    }

    private static ChatDelta delta(JsonNode choice) {
        JsonNode said = choice.path("delta");
        ChatDelta.Builder delta = ChatDelta.newBuilder()
                .setIndex(choice.path("index").asInt())
                .setText(text(said, "content"))
                .setReasoning(reasoning(said))
                .setRefusal(text(said, "refusal"))
                .setFinishReason(text(choice, "finish_reason"));
        for (JsonNode call : said.path("tool_calls")) {
            delta.addToolCalls(FunctionCallDelta.newBuilder()
                    .setIndex(call.path("index").asInt())
                    .setId(text(call, "id"))
                    .setName(text(call.path("function"), "name"))
                    .setArgumentsJson(text(call.path("function"), "arguments")));
        }
        return delta.build();
    }

    static EmbedResponse embeddings(byte[] json, MultiMap headers) throws IOException {
        JsonNode list = Json.tree(json);
        EmbedResponse.Builder response = EmbedResponse.newBuilder()
                .setCallId(header(headers, "x-llmops-call-id"))
                .setTarget(header(headers, "x-llmops-model"))
                .setCostUsd(header(headers, "x-llmops-cost-usd"))
                .setUsage(usage(list.path("usage")));
        for (JsonNode embedding : list.path("data")) {
            Embedding.Builder vector = Embedding.newBuilder();
            embedding.path("embedding").forEach(value -> vector.addValues(value.floatValue()));
            response.addEmbeddings(vector);
        }
        return response.build();
    }

    private static TokenCounts usage(JsonNode usage) {
        return TokenCounts.newBuilder()
                .setInputTokens(usage.path("prompt_tokens").asLong())
                .setOutputTokens(usage.path("completion_tokens").asLong())
                .setCacheReadTokens(
                        usage.at("/prompt_tokens_details/cached_tokens").asLong())
                .setReasoningTokens(
                        usage.at("/completion_tokens_details/reasoning_tokens").asLong())
                .build();
    }

    private static String reasoning(JsonNode said) {
        String reasoning = text(said, "reasoning_content");
        return reasoning.isEmpty() ? text(said, "reasoning") : reasoning;
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : "";
    }

    private static String header(MultiMap headers, String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }
}
