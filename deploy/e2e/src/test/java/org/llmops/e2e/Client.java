package org.llmops.e2e;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An application: the official OpenAI client, of which only the base URL and the key were changed. */
final class Client implements AutoCloseable {
    private final OpenAIClient openai;

    Client(Suite suite, String key) {
        openai = OpenAIOkHttpClient.builder()
                .baseUrl(suite.url("ROUTER") + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    /** What came back: the streamed text put together, and the headers. */
    record Answer(String text, Headers headers) {
        String header(String name) {
            return headers.values("x-llmops-" + name).stream().findFirst().orElse("");
        }
    }

    /** Streams an answer of the route `support` to the prompt `support-reply`. */
    Answer support(String product, String customerMessage) {
        return stream(ChatCompletionCreateParams.builder()
                .model("route:support")
                .messages(List.of())
                .putAdditionalBodyProperty(
                        "prompt",
                        JsonValue.from(Map.of(
                                "id", "support-reply",
                                "label", "production",
                                "variables", Map.of("product", product, "customer_message", customerMessage))))
                .build());
    }

    Answer ask(String model, String question) {
        return stream(ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(question)
                .build());
    }

    /** Asks without streaming. */
    Answer complete(String model, String question) {
        try (var response = openai.chat()
                .completions()
                .withRawResponse()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage(question)
                        .build())) {
            return new Answer(
                    response.parse().choices().getFirst().message().content().orElse(""), response.headers());
        }
    }

    private Answer stream(ChatCompletionCreateParams request) {
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                openai.chat().completions().withRawResponse().createStreaming(request)) {
            String text = response.parse().stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
            return new Answer(text, response.headers());
        }
    }

    @Override
    public void close() {
        openai.close();
    }
}
