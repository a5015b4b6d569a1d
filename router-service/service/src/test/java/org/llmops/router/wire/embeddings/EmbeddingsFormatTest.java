package org.llmops.router.wire.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.llmops.router.wire.embeddings.EmbeddingsFormat.EMBEDDINGS;

import org.junit.jupiter.api.Test;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

class EmbeddingsFormatTest {
    @Test
    void seesTextsAndKnowsThatNobodyCanReadTokens() throws BodyMalformed {
        RequestBody texts = EMBEDDINGS.request(Json.utf8("{\"input\":[\"a\",\"b\"],\"model\":\"e\"}"));
        RequestBody tokens = EMBEDDINGS.request(Json.utf8("{\"input\":[[1,2],[3]],\"model\":\"e\"}"));

        assertThat(texts.texts().stream().map(texts::text)).containsExactly("a", "b");
        assertThat(tokens.texts()).isEmpty();
        assertThat(tokens.media()).hasSize(1);
    }

    @Test
    void namesTheInputThatIsNone() {
        BodyMalformed malformed =
                catchThrowableOfType(BodyMalformed.class, () -> EMBEDDINGS.request(Json.utf8("{\"input\":7}")));

        assertThat(malformed.param()).isEqualTo("input");
    }
}
