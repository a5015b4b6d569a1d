package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WordTableTest {
    private final WordTable<Integer> words =
            new WordTable<>(Map.of("don't", 1, "ou", 2, "für", 3, "Aa", 4, "BB", 5), 0);

    @Test
    void findsWords() {
        assertThat(find("don't")).isEqualTo(1);
        assertThat(find("ou")).isEqualTo(2);
        assertThat(find("für")).isEqualTo(3);
        assertThat(words.longest()).isEqualTo(5);
    }

    @Test
    void knowsNoOthers() {
        assertThat(find("dont")).isZero();
        assertThat(find("oui")).isZero();
        assertThat(find("o")).isZero();
        assertThat(find("")).isZero();
    }

    @Test
    void wordsOfOneHashAreTwo() {
        assertThat("Aa").hasSameHashCodeAs("BB").hasSameHashCodeAs("C#");
        assertThat(find("Aa")).isEqualTo(4);
        assertThat(find("BB")).isEqualTo(5);
        assertThat(find("C#")).isZero();
    }

    private int find(String word) {
        return words.find((word + "rest").toCharArray(), word.length(), word.hashCode());
    }
}
