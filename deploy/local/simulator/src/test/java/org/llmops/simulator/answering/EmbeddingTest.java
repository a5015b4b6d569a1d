package org.llmops.simulator.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

    @ParameterizedTest
    @ValueSource(strings = {"How do I reset my password?", "世界", "!", " "})
    void every_vector_has_length_one(String text) {
        for (int dimensions : new int[] {1, 2, 256, 1536}) {
            JsonArray vector = Embedding.ofText(text, dimensions).floats();
            assertThat(vector).hasSize(dimensions);
            assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void texts_that_share_words_are_nearer_than_texts_that_do_not() {
        JsonArray question = embedded("How do I reset my password?");
        double same = product(question, embedded("how do I reset MY password"));
        double similar = product(question, embedded("I need to reset the password of my account"));
        double other = product(question, embedded("Bananas ripen faster next to apples"));
        assertThat(same).isCloseTo(1, within(1e-5));
        assertThat(similar).isBetween(0.4, 0.95);
        assertThat(other).isLessThan(0.2);
    }

    @Test
    void base64_holds_the_same_floats_in_little_endian_order() {
        Embedding embedding = Embedding.ofText("hello", 16);
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(embedding.base64())).order(ByteOrder.LITTLE_ENDIAN);
        JsonArray floats = new JsonArray();
        while (bytes.hasRemaining()) {
            floats.add(bytes.getFloat());
        }
        assertThat(floats).isEqualTo(embedding.floats());
    }

    private static JsonArray embedded(String text) {
        return Embedding.ofText(text, 1536).floats();
    }

    private static double product(JsonArray left, JsonArray right) {
        double product = 0;
        for (int index = 0; index < left.size(); index++) {
            product += left.getFloat(index) * right.getFloat(index);
        }
        return product;
    }
}
