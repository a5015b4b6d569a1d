package org.llmops.guardrail.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StemsTest {
    @Test
    void givesFormsOfAWordTheSameStem() {
        assertThat(Stems.of("booking booked books book")).containsOnly("book");
        assertThat(Stems.of("Cities city, stopping STOPPED stops"))
                .containsExactly("city", "city", "stop", "stop", "stop");
        assertThat(Stems.of("don't pass the glass bus")).containsExactly("dont", "pass", "the", "glass", "bus");
    }

    @Test
    void readsWordsAsTheyStandWithoutApostrophesAndNotForever() {
        assertThat(Stems.of("'Zürich's'' n' 'O𝒳y " + "a".repeat(45) + " " + "c".repeat(20) + "'" + "c".repeat(30)))
                .containsExactly("zürich", "n", "o𝒳y", "a".repeat(40), "c".repeat(40));
    }

    @Test
    void pairsLettersOfScriptsWithoutSpaces() {
        assertThat(Stems.of("東京都 a")).containsExactly("東京", "京都", "a");
    }
}
