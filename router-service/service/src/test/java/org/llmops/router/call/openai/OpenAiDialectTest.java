package org.llmops.router.call.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.StreamReader;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

class OpenAiDialectTest {
    private final OpenAiDialect dialect = new OpenAiDialect(Hosting.OPENAI);

    /** The usage is always asked for, and whatever else the client wants stays as it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\": \"m\", \"x\":1.0}|{\"model\": \"up\", \"x\":1.0}",
                "{\"model\":\"m\",\"stream\":false}|{\"model\":\"up\",\"stream\":false}",
                "{\"model\":\"m\",\"stream\":true}|{\"stream_options\":{\"include_usage\":true},\"model\":\"up\",\"stream\":true}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":null}|{\"model\":\"up\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_obfuscation\":false}}|{\"model\":\"up\",\"stream\":true,\"stream_options\":{\"include_obfuscation\":false,\"include_usage\":true}}",
                "{\"stream_options\":{\"include_usage\":true },\"model\":\"m\",\"stream\":true}|{\"stream_options\":{\"include_usage\":true },\"model\":\"up\",\"stream\":true}"
            })
    void editsOnlyWhatItMust(String sent, String forwarded) throws BodyMalformed {
        ProviderRequest request = dialect.request(
                Operation.CHAT, ChatFormat.CHAT, ChatFormat.CHAT.request(bytes(sent)), target(Credential.of("sk")));

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(forwarded);
        assertThat(request.headers()).containsOnlyKeys("Authorization").containsEntry("Authorization", "Bearer sk");
    }

    @Test
    void sendsNoCredentialWhereThereIsNone() throws BodyMalformed {
        ProviderRequest request = dialect.request(
                Operation.EMBEDDINGS,
                EmbeddingsFormat.EMBEDDINGS,
                EmbeddingsFormat.EMBEDDINGS.request(bytes("{\"model\":\"m\"}")),
                target(Credential.none()));

        assertThat(request.headers()).isEmpty();
        assertThat(request.path()).isEqualTo("/embeddings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"choices\":[]}", "{\"error\":{}}", "[]", "<html>", ""})
    void doesNotTakeAnythingForAnAnswer(String answer) {
        assertThatIOException().isThrownBy(() -> dialect.answer(Operation.CHAT, ChatFormat.CHAT, bytes(answer)));
    }

    @Test
    void readsAStreamUntilItsEnd() throws IOException, StreamFailed {
        StreamReader reader = dialect.stream(ChatFormat.CHAT);
        String chunk = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}],\"usage\":null}";

        assertThat(reader.read(event(chunk)))
                .singleElement()
                .satisfies(body -> assertThat(body.bytes()).isEqualTo(bytes(chunk)));
        assertThat(reader.usage()).isEmpty();
        reader.read(event("{\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1}}"));
        assertThat(reader.isComplete()).isFalse();
        reader.read(event("[DONE]"));
        assertThat(reader.isComplete()).isTrue();
        assertThat(reader.usage())
                .hasValueSatisfying(usage -> assertThat(usage.input()).isEqualTo(2));
    }

    @Test
    void noticesAnErrorInTheMiddleOfAStream() {
        assertThatExceptionOfType(StreamFailed.class)
                .isThrownBy(
                        () -> dialect.stream(ChatFormat.CHAT).read(event("{\"error\":{\"message\":\"overloaded\"}}")));
    }

    private static byte[] event(String data) {
        return bytes("data: " + data + "\n\n");
    }

    private static Target target(Credential credential) {
        ProviderModel model = new ProviderModel("up", 0, 0);
        Provider provider = new Provider(
                new WorkspaceId("acme"),
                "p",
                "openai",
                Dialect.OPENAI,
                URI.create("https://x/v1"),
                credential,
                List.of(model));
        return new Target(provider, model);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
