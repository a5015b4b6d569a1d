package org.llmops.router.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Span;

class PromptSelectionTest {
    @Test
    void readsNameSelectorAndVariables() throws BodyMalformed {
        assertThat(read("{\"id\":\"a\",\"version\":7}")).isEqualTo(new PromptSelection("a", 7, "", Map.of()));
        assertThat(read("{\"id\":\"a\",\"version\":\"7\"}")).isEqualTo(new PromptSelection("a", 7, "", Map.of()));
        assertThat(read("{\"id\":\"a\",\"label\":\"staging\"}"))
                .isEqualTo(new PromptSelection("a", 0, "staging", Map.of()));
        assertThat(read("{\"id\":\"a\",\"variables\":{\"s\":\"x\",\"n\":1.50,\"b\":true}}"))
                .isEqualTo(new PromptSelection("a", 0, "production", Map.of("s", "x", "n", "1.50", "b", "true")));
    }

    /** OpenAI's clients say null for what they leave out. */
    @Test
    void whatIsNullIsLeftOut() throws BodyMalformed {
        assertThat(read("{\"id\":\"a\",\"version\":null,\"label\":null,\"variables\":null}"))
                .isEqualTo(new PromptSelection("a", 0, "production", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|prompt",
                "{}|prompt.id",
                "{\"id\":7}|prompt.id",
                "{\"id\":\"a\",\"version\":0}|prompt.version",
                "{\"id\":\"a\",\"version\":1.5}|prompt.version",
                "{\"id\":\"a\",\"variables\":[]}|prompt.variables",
                "{\"id\":\"a\",\"variables\":{\"x\":{}}}|prompt.variables",
                "{\"id\":\"a\",\"variables\":{\"x\":null}}|prompt.variables",
                "{\"id\":\"a\",\"more\":1}|prompt.more",
            })
    void namesWhatIsWrong(String prompt, String param) {
        assertThat(catchThrowableOfType(BodyMalformed.class, () -> read(prompt)).param())
                .isEqualTo(param);
    }

    private static PromptSelection read(String prompt) throws BodyMalformed {
        byte[] bytes = prompt.getBytes(StandardCharsets.UTF_8);
        return PromptSelection.read(bytes, new Span(0, bytes.length));
    }
}
