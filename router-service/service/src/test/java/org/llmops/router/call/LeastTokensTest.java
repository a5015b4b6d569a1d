package org.llmops.router.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.router.body.Channel;

class LeastTokensTest {
    private static final Channel CONTENT = new Channel(0, Channel.Part.CONTENT, 0);
    private static final Channel OTHER = new Channel(1, Channel.Part.CONTENT, 0);

    @Test
    void countsWordsWhicheverSpaceIsBetween() {
        assertThat(count("")).isZero();
        assertThat(count("  \n\t ")).isZero();
        assertThat(count("One two,\nthree\u00a0four ")).isEqualTo(3);
        assertThat(count("One two three")).isEqualTo(3);
    }

    @Test
    void aLongWordIsAsManyTokensAsTheLongestOnesWouldMake() {
        assertThat(count("-".repeat(64))).isEqualTo(1);
        assertThat(count("-".repeat(65))).isEqualTo(2);
        assertThat(count("字".repeat(64))).isEqualTo(3);
    }

    @Test
    void doesNotDependOnHowAStreamIsCut() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(400); i > 0; i--) {
                text.append(random.nextInt(6) == 0 ? ' ' : (char) ('a' + random.nextInt(5)));
                text.append(random.nextInt(40) == 0 ? "字\uD83D\uDE00".repeat(20) : "");
            }
            LeastTokens cut = new LeastTokens();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(7));
                cut.add(CONTENT, text.substring(at, end));
                at = end;
            }
            assertThat(cut.count()).isEqualTo(count(text.toString()));
        }
    }

    @Test
    void aWordOfOneTextIsNotContinuedByAnother() {
        LeastTokens least = new LeastTokens();
        least.add(CONTENT, "be");
        least.add(OTHER, "gin");
        least.add(CONTENT, "gin");

        assertThat(least.count()).isEqualTo(2);
    }

    private static long count(String text) {
        LeastTokens least = new LeastTokens();
        least.add(CONTENT, text);
        return least.count();
    }
}
