package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingTextTest {
    @Test
    void countsCodePointsHoweverTheyArrive() {
        Random random = new Random(3);
        for (int round = 0; round < 400; round++) {
            String text = text(random, random.nextInt(4_000));
            int[] codePoints = text.codePoints().toArray();
            GrowingText growing = new GrowingText();
            int mostPerPiece = 1 + random.nextInt(1 + random.nextInt(3_000));
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(mostPerPiece));
                boolean cutsPair =
                        to < text.length() && Character.isSurrogatePair(text.charAt(to - 1), text.charAt(to));
                to += cutsPair ? 1 : 0;
                growing.append(text.substring(from, to));
                growing.append("");
                from = to;
            }
            assertThat(growing.end()).as("round %d", round).isEqualTo(codePoints.length);
            assertThat(Arrays.copyOf(growing.codePoints(0, growing.end()), growing.end()))
                    .as("round %d", round)
                    .isEqualTo(codePoints);
            tellsParts(growing, codePoints, random);
            tellsParts(growing.upTo(growing.end() / 2), Arrays.copyOf(codePoints, growing.end() / 2), random);
        }
    }

    @Test
    void tellsPartsOfWhatIsLeftAfterTheRestIsDiscarded() {
        GrowingText growing = new GrowingText();
        growing.append("0123456789".repeat(30));
        growing.discardBefore(250);
        assertThat(growing.substring(260, 270)).isEqualTo("0123456789");
        growing.append("abc");
        assertThat(growing.substring(298, 302)).isEqualTo("89ab");
        assertThat(growing.at(301)).isEqualTo('b');
    }

    private static void tellsParts(GrowingText growing, int[] codePoints, Random random) {
        int from = random.nextInt(codePoints.length + 1);
        int to = from + random.nextInt(codePoints.length - from + 1);
        String part = new String(codePoints, from, to - from);
        assertThat(growing.substring(from, to)).isEqualTo(part);
        StringBuilder appended = new StringBuilder("-");
        growing.appendTo(appended, from, to);
        assertThat(appended).hasToString("-" + part);
    }

    /** Of ASCII alone, with signs of other scripts, or with surrogates, in pairs and alone. */
    private static String text(Random random, int length) {
        String alphabet = new String[] {"ab .", "ab é…。", "ab😀\uD83D\uDE00\uD83D", "\uDE00a\uE000\uD7FF\uFFFF"}
                [random.nextInt(4)];
        int seldom = random.nextInt(3) == 0 ? 1 : 1_500;
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(random.nextInt(seldom) == 0 ? alphabet.charAt(random.nextInt(alphabet.length())) : 'x');
        }
        return text.toString();
    }
}
