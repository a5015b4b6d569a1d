package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final List<String> WORDS =
            List.of("or", "ab", "abc", "kiss", "http://", "éa", "a.b", "=", "abcabcabcabcabcabcab", "=>");
    private static final String SIGNS = "aAbBcC kKiIsSoOrRhHtTpP://.=>éÉſİı\n1";

    @Test
    void deniesNoWordThatIsThere() {
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            String text = text(random, 600 + random.nextInt(20_000));
            int[] folded = text.codePoints().map(CodePoint::fold).toArray();
            GrowingText whole = GrowingText.whole(text);
            for (int query = 0; query < 40; query++) {
                int from = query * folded.length / 50;
                int to = from + 1 + random.nextInt(Math.min(300, folded.length - from));
                String word = WORDS.get(random.nextInt(WORDS.size()));

                boolean mayHold =
                        Pairs.of(whole, from, to).mayHold(Pairs.Wanted.of(List.of("never there", word)), from, to);

                boolean holds = begins(folded, word, from, to);
                assertThat(mayHold)
                        .as("%s in %d to %d of %s", word, from, to, text)
                        .isEqualTo(holds);
            }
        }
    }

    @Test
    void tellsOfBlocksWhereWordsBegin() {
        Random random = new Random(2);
        GrowingText text = new GrowingText();
        StringBuilder all = new StringBuilder();
        for (int round = 0; round < 120; round++) {
            String piece = text(random, 1 + random.nextInt(2_000));
            int from = text.end();
            all.append(piece);
            text.append(piece);
            text.discardBefore(from - 10);
            Pairs pairs = Pairs.of(text, from, text.end());
            int[] folded = all.codePoints().map(CodePoint::fold).toArray();
            for (String word : WORDS) {
                Pairs.Wanted wanted = Pairs.Wanted.of(List.of(word));
                for (int start = from; start < text.end(); start++) {
                    if (begins(folded, word, start, start + 1)) {
                        long blocks = pairs.blocks(wanted, start / Pairs.SHEET);
                        assertThat(blocks >>> start / Pairs.BLOCK & 1)
                                .as("%s at %d", word, start)
                                .isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void leavesOutMostOfWhatHoldsNone() {
        String text = "The order has not arrived, and nobody knows where it is by now. ".repeat(200);
        Pairs pairs = Pairs.of(GrowingText.whole(text), 0, text.length());

        assertThat(pairs.blocks(Pairs.Wanted.of(List.of("select", "union", "sk", "https://")), 1))
                .isZero();
        assertThat(pairs.blocks(Pairs.Wanted.of(List.of("arrived")), 1)).isEqualTo(-1L);
        assertThat(pairs.blocks(Pairs.Wanted.of(List.of("")), 1)).isEqualTo(-1L);
        assertThat(pairs.blocks(Pairs.Wanted.of(List.of()), 1)).isZero();
    }

    private static boolean begins(int[] folded, String word, int from, int to) {
        int[] signs = word.codePoints().toArray();
        for (int start = from; start < to; start++) {
            int index = 0;
            while (index < signs.length && start + index < folded.length && folded[start + index] == signs[index]) {
                index++;
            }
            if (index == signs.length) {
                return true;
            }
        }
        return false;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(
                    random.nextInt(30) == 0
                            ? WORDS.get(random.nextInt(WORDS.size()))
                            : SIGNS.substring(random.nextInt(SIGNS.length())).substring(0, 1));
        }
        return text.toString();
    }
}
