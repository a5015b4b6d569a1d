package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WordVotesTest {
    private static final int[] NORTH = {1, 2};
    private static final int[] SOUTH = {3};

    private final WordVotes votes = new WordVotes(Map.of("don't", NORTH, "ou", SOUTH, "für", NORTH));

    @Test
    void findsAWordWhereItStandsWhateverItsCase() {
        assertThat(of("I DON'T know", 2, 7)).isSameAs(NORTH);
        assertThat(of("Ou bien", 0, 2)).isSameAs(SOUTH);
        assertThat(of("für", 0, 3)).isSameAs(NORTH);
    }

    @Test
    void nobodyIsSpokenForByOtherWords() {
        assertThat(of("dont", 0, 4)).isEmpty();
        assertThat(of("oui", 0, 3)).isEmpty();
        assertThat(of("o", 0, 1)).isEmpty();
    }

    @Test
    void wordsWithOneHashAreToldApart() {
        WordVotes alike = new WordVotes(Map.of("c'", NORTH, "ae", SOUTH));

        assertThat("c'").hasSameHashCodeAs("ae");
        assertThat(alike.of("Ae c'", 0, 2, "ae".hashCode())).isSameAs(SOUTH);
        assertThat(alike.of("Ae c'", 3, 5, "c'".hashCode())).isSameAs(NORTH);
    }

    private int[] of(String text, int from, int to) {
        int hash = 0;
        for (int index = from; index < to; index++) {
            hash = 31 * hash + WordVotes.letter(text.charAt(index));
        }
        return votes.of(text, from, to, hash);
    }
}
