package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.guardrail.detecting.CodePoint;

class TokenEstimateTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "four, 1", "fives, 2", "1234, 2", "a1b2, 4", "'a  b', 2", "'a\n\nb', 3", "'a;;', 3", "你好, 2"})
    void countsPartsOfWordsAndNumbersAndSigns(String text, int tokens) {
        assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
    }

    @Test
    void countsAsItIsSaid() {
        Random random = new Random(4);
        int[] signs = "aaaabcdeéß11234٣ \t\n\n.,;_你😀\u00a0\u3000".codePoints().toArray();
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.appendCodePoint(signs[random.nextInt(signs.length)]);
            }
            assertThat(TokenEstimate.of(text.toString()))
                    .as(text.toString())
                    .isEqualTo(said(text.codePoints().toArray()));
        }
    }

    /** Every fourth letter of a word from the first on, every third digit, every line end behind a blank, every sign. */
    private static int said(int[] codePoints) {
        int tokens = 0;
        int letters = 0;
        int digits = 0;
        boolean blank = false;
        for (int codePoint : codePoints) {
            boolean digit = CodePoint.digit(codePoint) >= 0;
            boolean letter = !digit && CodePoint.isWord(codePoint);
            boolean isBlank = Character.isWhitespace(codePoint);
            letters = letter ? letters + 1 : 0;
            digits = digit ? digits + 1 : 0;
            boolean sign = !letter && !digit && !isBlank;
            tokens += sign || letters % 4 == 1 || digits % 3 == 1 || blank && codePoint == '\n' ? 1 : 0;
            blank = isBlank;
        }
        return tokens;
    }
}
