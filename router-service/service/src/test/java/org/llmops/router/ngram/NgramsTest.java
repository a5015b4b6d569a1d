package org.llmops.router.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NgramsTest {
    @Test
    void tellsWordsPairsOfWordsAndRunsOfFourCharacters() {
        // "ab cd": 2 words, 1 pair; " ab cd " has 4 runs
        assertThat(of("ab cd", false)).hasSize(7).doesNotHaveDuplicates();
        assertThat(of("", false)).isEmpty();
        assertThat(Ngrams.tell("It's 12.5 %, isn't it?", 0, 22, false, hash -> {}))
                .isEqualTo(9);
    }

    @Test
    void caseAndBlanksMakeNoDifference() {
        assertThat(of("Ab \t\n cd", false)).isEqualTo(of("aB CD", false));
    }

    @Test
    void numbersAreAlikeOnDemand() {
        assertThat(of("in 1995", true)).isEqualTo(of("in 7", true));
        assertThat(of("in 1995", false)).isNotEqualTo(of("in 7", false));
    }

    /** Trained weights and vectors in Redis depend on it: whoever changes this trains again and renames the embedding. */
    @Test
    void hashesNeverChange() {
        // a, " a b", b, a b, "a b "
        assertThat(of("a b", false)).containsExactly(-836102846, 231221094, -1588239201, -1126647167, -682631464);
    }

    @Test
    void readsAnythingWithinABound() {
        Random random = new Random(11);
        for (int run = 0; run < 2_000; run++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
            }
            assertThat(of(text.toString(), run % 2 == 0)).hasSizeLessThanOrEqualTo(3 * length + 2);
        }
    }

    private static List<Integer> of(String text, boolean digitsAlike) {
        List<Integer> hashes = new ArrayList<>();
        Ngrams.tell(text, 0, text.length(), digitsAlike, hashes::add);
        return hashes;
    }
}
