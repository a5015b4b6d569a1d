package org.llmops.router.condition;

import java.util.List;
import java.util.Map;

/**
 * A call as conditions see it; the components' names are the variables' names, in snake case.
 *
 * @param operation {@code chat}, {@code embeddings}, …
 * @param model what the client wrote
 * @param stream the answer shall be streamed
 * @param inputTokens an estimate
 * @param maxOutputTokens the client's bound; 0 when it set none
 * @param messages how many messages there are
 * @param needs what the request needs a model for: {@code tools}, {@code vision}, {@code json_schema}, {@code audio}
 * @param params members of the request: booleans, longs, doubles, strings, lists and maps
 * @param headers by name, in lower case
 * @param metadata what the client attached
 * @param caller {@code subject}, {@code kind}, {@code app} and {@code end_user}; what is not known is empty
 * @param budget {@code state}: the worst of the budgets that pay, {@code ok}, {@code low} or {@code exceeded};
 *     {@code downgrade}: one is spent that lets calls pass, and wants them cheap
 */
public record CallView(
        String operation,
        String model,
        boolean stream,
        long inputTokens,
        long maxOutputTokens,
        long messages,
        List<String> needs,
        Map<String, Object> params,
        Map<String, String> headers,
        Map<String, String> metadata,
        Map<String, String> caller,
        Map<String, Object> budget) {
    Map<String, Object> variables() {
        return Map.ofEntries(
                Map.entry("operation", operation),
                Map.entry("model", model),
                Map.entry("stream", stream),
                Map.entry("input_tokens", inputTokens),
                Map.entry("max_output_tokens", maxOutputTokens),
                Map.entry("messages", messages),
                Map.entry("needs", needs),
                Map.entry("params", params),
                Map.entry("headers", headers),
                Map.entry("metadata", metadata),
                Map.entry("caller", caller),
                Map.entry("budget", budget));
    }
}
