package org.llmops.guardrail.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenWordsTest {
    private final WordVectors vectors = WordVectors.own();

    @Test
    void meanTheSameWhenTheyAreMetAgain() {
        for (String word : List.of("Orders", "orders", "ORDERED", "zyxquo", "banks", "Straße")) {
            String stem = Stems.ofWord(word);
            for (int time = 0; time < 3; time++) {
                WrittenWords.Stem met = vectors.written().in("my " + word + "!", 3, 3 + word.length(), word.hashCode());
                assertThat(met).isEqualTo(new WrittenWords.Stem(word, stem, vectors.known(stem)));
            }
        }
    }
}
