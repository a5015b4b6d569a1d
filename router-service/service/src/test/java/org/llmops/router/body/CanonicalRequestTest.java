package org.llmops.router.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalRequestTest {
    private static final String REQUEST =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.0,\"top_p\":0.5}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"top_p\":5e-1, \"temperature\":1,\"messages\":[{\"content\":\"hi\",\"role\":\"user\"}]}",
                "{\"model\":\"other\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u0068i\"}],\"temperature\":1,\"top_p\":0.50}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"user\":\"u\",\"metadata\":{\"a\":\"b\"},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.0,\"top_p\":0.5}",
            })
    void isTheSameForRequestsThatAskTheSame(String same) {
        assertThat(canonical(same, "d")).isEqualTo(canonical(REQUEST, "d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi!\"}],\"temperature\":1.0,\"top_p\":0.5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.1,\"top_p\":0.5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":\"#1\",\"top_p\":0.5}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":1.0,\"top_p\":0.5,\"seed\":null}",
            })
    void differsForRequestsThatAskSomethingElse(String other) {
        assertThat(canonical(other, "d")).isNotEqualTo(canonical(REQUEST, "d"));
    }

    @Test
    void differsByDestination() {
        assertThat(canonical(REQUEST, "route:a@1")).isNotEqualTo(canonical(REQUEST, "route:a@2"));
    }

    private static String canonical(String request, String destination) {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        return new String(CanonicalRequest.of(bytes, "openai.chat_completions", "chat", destination).orElseThrow(), StandardCharsets.UTF_8);
    }
}
