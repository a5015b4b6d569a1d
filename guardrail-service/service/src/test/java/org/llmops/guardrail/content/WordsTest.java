package org.llmops.guardrail.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.matching.WordTable;

class WordsTest {
    private final WordTable<KnownWord> known = new WordTable<>(
            Map.of("aa", word("aa", 1), "bb", word("bb", 2), "dont", word("dont", 4), "straße", word("straße", 8)),
            KnownWord.UNKNOWN);

    @Test
    void areFoundWhateverTheirCaseAndApostrophes() {
        Words read = Words.of("AA bB, don't 'Dont' STRAßE aab cc b", known);
        assertThat(read.size()).isEqualTo(8);
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7).stream().map(read::classes))
                .containsExactly(1L, 2L, 4L, 4L, 8L, 0L, 0L, 0L);
        assertThat("AA bB, don't".substring(read.start(2), read.end(2))).isEqualTo("don't");
    }

    private static KnownWord word(String word, long classes) {
        return new KnownWord(word, classes, new int[0]);
    }
}
