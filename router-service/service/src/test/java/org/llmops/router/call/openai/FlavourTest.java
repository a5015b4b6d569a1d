package org.llmops.router.call.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Dialect;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

class FlavourTest {
    private static final OpenAiDialect DIALECT = new OpenAiDialect(Hosting.OPENAI);

    /** What a server anywhere understands is not ours to guess: nothing changes but the model. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://vllm.example.org/v1|{ \"model\":\"m\",\"max_completion_tokens\":5,\"messages\":[{\"role\":\"developer\",\"content\":\"x\",\"reasoning_content\":\"y\"}]}|=",
                "https://api.openai.com/v1|{ \"model\":\"m\",\"max_completion_tokens\":5,\"seed\":1,\"messages\":[{\"role\":\"developer\",\"content\":\"x\"}]}|=",
                "https://api.mistral.ai/v1|{ \"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}|=",
                "https://api.openai.com/v1|{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_content\":\"y\",\"thinking_blocks\":[]}],\"tools\":[{\"type\":\"function\",\"cache_control\":{}}]}|{\"model\":\"up\",\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}],\"tools\":[{\"type\":\"function\"}]}",
                "https://api.mistral.ai/v1|{\"model\":\"m\",\"max_completion_tokens\":5,\"seed\":7,\"user\":\"u\",\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"cache_control\":{}}]}]}|{\"model\":\"up\",\"max_tokens\":5,\"random_seed\":7,\"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}",
                "https://api.mistral.ai/v1|{\"model\":\"m\",\"stream\":true,\"messages\":[]}|{\"model\":\"up\",\"stream\":true,\"messages\":[]}",
                "https://api.deepseek.com|{\"model\":\"m\",\"max_completion_tokens\":5,\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_content\":\"kept\"}]}|{\"model\":\"up\",\"max_tokens\":5,\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_content\":\"kept\"}]}",
                "https://api.groq.com/openai/v1|{\"model\":\"m\",\"max_completion_tokens\":5,\"messages\":[{\"role\":\"developer\",\"content\":\"x\"}]}|{\"model\":\"up\",\"max_completion_tokens\":5,\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]}",
                "https://openrouter.ai/api/v1|{\"model\":\"m\",\"messages\":[{\"role\":\"developer\",\"content\":\"x\",\"cache_control\":{}}]}|{\"model\":\"up\",\"messages\":[{\"role\":\"developer\",\"content\":\"x\",\"cache_control\":{}}]}",
                "http://gpu:11434/v1|{\"model\":\"m\",\"max_completion_tokens\":5,\"messages\":[]}|{\"model\":\"up\",\"max_tokens\":5,\"messages\":[]}",
                "https://api.together.xyz/v1|{\"model\":\"m\",\"max_completion_tokens\":5,\"max_tokens\":6,\"messages\":[]}|{\"model\":\"up\",\"max_completion_tokens\":5,\"max_tokens\":6,\"messages\":[]}"
            })
    void saysWhatTheProviderUnderstands(String baseUrl, String sent, String expected) throws BodyMalformed {
        ProviderRequest request = request(Targets.of(baseUrl, "up"), ChatFormat.CHAT, sent);

        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo(expected.equals("=") ? sent.replace("\"m\"", "\"up\"") : expected);
        assertThat(request.path()).isEqualTo("/chat/completions");
        assertThat(request.headers()).isEqualTo(Map.of("Authorization", "Bearer sk"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.openai.azure.com/openai/v1, CHAT, /chat/completions",
        "https://x.openai.azure.com/openai/v1?api-version=preview, CHAT, /chat/completions?api-version=preview",
        "https://x.openai.azure.com/openai/v1, RESPONSES, /responses",
        "https://x.openai.azure.com?api-version=2024-10-21, CHAT, /openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21",
        "https://x.openai.azure.com/openai?api-version=2024-10-21, EMBEDDINGS, /deployments/my%20gpt/embeddings?api-version=2024-10-21",
        "https://x.openai.azure.com/openai?api-version=2024-10-21, COMPLETIONS, /deployments/my%20gpt/completions?api-version=2024-10-21",
        "https://x.openai.azure.com/openai?api-version=2025-04-01-preview, RESPONSES, /responses?api-version=2025-04-01-preview",
        "https://x.openai.azure.com/openai/deployments/d?api-version=1, CHAT, /chat/completions?api-version=1",
        "https://x.services.ai.azure.com/models?api-version=1, CHAT, /chat/completions?api-version=1"
    })
    void findsAzuresEndpoints(String baseUrl, String surface, String path) throws BodyMalformed {
        WireFormat format = switch (surface) {
            case "CHAT" -> ChatFormat.CHAT;
            case "RESPONSES" -> ResponsesFormat.RESPONSES;
            case "EMBEDDINGS" -> EmbeddingsFormat.EMBEDDINGS;
            default -> CompletionsFormat.COMPLETIONS;
        };
        ProviderRequest request = new OpenAiDialect(Hosting.AZURE)
                .request(
                        Operation.CHAT,
                        format,
                        format.request(Json.utf8("{\"model\":\"m\"}")),
                        Targets.of(Dialect.AZURE, baseUrl, "my gpt"));

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.headers()).isEqualTo(Map.of("api-key", "sk"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, true, true, true",
        "https://eu.api.openai.com/v1, true, true, true",
        "https://x.openai.azure.com/openai/v1, true, true, true",
        "https://vllm.example.org/v1, false, true, true",
        "https://api.groq.com/openai/v1, false, false, true",
        "https://openai.com.evil.example/v1, false, true, true"
    })
    void knowsWhatAProviderServesItself(String baseUrl, boolean responses, boolean completions, boolean embeddings) {
        Target target = Targets.of(baseUrl, "up");

        assertThat(DIALECT.speaks(ChatFormat.CHAT, target)).isTrue();
        assertThat(DIALECT.speaks(ResponsesFormat.RESPONSES, target)).isEqualTo(responses);
        assertThat(DIALECT.speaks(CompletionsFormat.COMPLETIONS, target)).isEqualTo(completions);
        assertThat(DIALECT.speaks(EmbeddingsFormat.EMBEDDINGS, target)).isEqualTo(embeddings);
        assertThat(DIALECT.can(Operation.CHAT, target)).isTrue();
    }

    @Test
    void asksForTheUsageOfCompletionsAndLeavesResponsesAlone() throws BodyMalformed {
        Target target = Targets.of("https://api.openai.com/v1", "up");

        assertThat(new String(
                        request(
                                        target,
                                        CompletionsFormat.COMPLETIONS,
                                        "{\"model\":\"m\",\"prompt\":\"x\",\"stream\":true}")
                                .body(),
                        StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",\"prompt\":\"x\",\"stream\":true}");
        assertThat(new String(
                        request(
                                        target,
                                        ResponsesFormat.RESPONSES,
                                        "{ \"model\":\"m\",\"input\":\"developer\",\"stream\":true}")
                                .body(),
                        StandardCharsets.UTF_8))
                .isEqualTo("{ \"model\":\"up\",\"input\":\"developer\",\"stream\":true}");
    }

    @Test
    void doesNotAskAProviderForWhatItDoesNotServe() {
        Target target = Targets.of("https://vllm.example.org/v1", "up");

        assertThatExceptionOfType(BodyMalformed.class)
                .isThrownBy(() -> request(target, ResponsesFormat.RESPONSES, "{\"model\":\"m\",\"input\":\"x\"}"))
                .withMessageContaining("openai.responses");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"object\":\"error\",\"message\":\"This model's maximum context length is 8 tokens\",\"type\":\"BadRequestError\",\"code\":400}|CONTEXT_WINDOW|This model's maximum context length is 8 tokens",
                "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"x\"]}]},\"type\":\"invalid_request_error\",\"code\":null}|OTHER|{\"detail\":[{\"loc\":[\"body\",\"x\"]}]}",
                "{\"code\":\"Client specified an invalid argument\",\"error\":\"This model's maximum prompt length is 9\"}|CONTEXT_WINDOW|This model's maximum prompt length is 9",
                "{\"error\":{\"code\":\"content_filter\",\"message\":\"Filtered\",\"innererror\":{}}}|CONTENT_FILTER|Filtered",
                "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"Pay\"}}|QUOTA|Pay",
                "<html>|OTHER|''"
            })
    void readsErrorsHoweverWellTheyAreImitated(String body, ProviderError.Kind kind, String message) {
        ProviderError error = DIALECT.error(400, Json.utf8(body));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.message()).isEqualTo(message);
    }

    private static ProviderRequest request(Target target, WireFormat format, String body) throws BodyMalformed {
        return DIALECT.request(Operation.CHAT, format, format.request(Json.utf8(body)), target);
    }
}
