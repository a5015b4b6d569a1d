package org.llmops.guardrail.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
    private final KnownWords words = new KnownWords(List.of(
            new KnownWords.KnownWord("aa", 1, new int[0]),
            new KnownWords.KnownWord("bb", 2, new int[0]),
            new KnownWords.KnownWord("dont", 4, new int[0]),
            new KnownWords.KnownWord("straße", 8, new int[0])));

    @Test
    void areFoundWhateverTheirCaseAndApostrophes() {
        Words read = Words.of("AA bB, don't 'Dont' STRAßE aab cc b", words);
        assertThat(read.size()).isEqualTo(8);
        assertThat(List.of(0, 1, 2, 3, 4, 5, 6, 7).stream().map(read::classes))
                .containsExactly(1L, 2L, 4L, 4L, 8L, 0L, 0L, 0L);
        assertThat("AA bB, don't".substring(read.start(2), read.end(2))).isEqualTo("don't");
    }

    @Test
    void wordsOfTheSameHashAreTwo() {
        KnownWords alike = new KnownWords(
                List.of(new KnownWords.KnownWord("Aa", 1, new int[0]), new KnownWords.KnownWord("BB", 2, new int[0])));
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(alike.find("BB".toCharArray(), 2, "BB".hashCode()).classes()).isEqualTo(2);
        assertThat(alike.find("C#".toCharArray(), 2, "C#".hashCode())).isSameAs(KnownWords.UNKNOWN);
    }
}
