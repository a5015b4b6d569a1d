package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Outline;

class LetterLengthsTest {
    private static final int REACH = 18;
    private static final ShapeIndex OF_LETTERS = ShapeIndex.ofLetters(RecogniserTable.all(), 0.5);

    private final LetterLengths lengths = new LetterLengths(OF_LETTERS, REACH);

    @Test
    void tellsWhereADigitIsWithinReach() {
        Scraps scraps = new Scraps(31);
        int near = 0;
        for (int round = 0; round < 200; round++) {
            GrowingText text = GrowingText.whole(scraps.text(60));
            Outline outline = Outline.of(text);
            for (int place = 0; place < text.end(); place++) {
                boolean digit = false;
                for (int soon = place; soon < place + REACH; soon++) {
                    digit |= CodePoint.digit(text.at(soon)) >= 0;
                }
                assertThat(lengths.nearDigits(outline, place >> 6, 1L << place) != 0)
                        .isEqualTo(digit);
                near += digit ? 1 : 0;
            }
        }
        assertThat(near).isPositive();
    }

    @Test
    void passesOverNoWordThatMayBeginAnIdentifier() {
        Scraps scraps = new Scraps(32);
        int passedOver = 0;
        for (int round = 0; round < 400; round++) {
            GrowingText text = GrowingText.whole(scraps.text(60) + " RSS MRA LMPAL LMPLV ab-cd-ef " + scraps.text(40));
            Outline outline = Outline.of(text);
            for (int place = 0; place < text.end(); place++) {
                int end = end(text, place);
                if (end == place || end - place > REACH || Symbols.isPart(text.at(place - 1))) {
                    continue;
                }
                boolean told = lengths.mayBegin(outline, place >> 6, 1L << place) != 0;
                ShapeIndex.Node node = OF_LETTERS.start(GroupKind.LETTERS, end - place);
                boolean upper = node != null
                        && node.isComplete()
                        && node.complete()[0].shape().upper();
                boolean whole = node != null && node.isComplete() && (!upper || Character.isUpperCase(text.at(place)));
                int next = end(text, end + 1) - end - 1;
                boolean begins = node != null && (node.nextLengths() >>> next & 1) != 0 && next < 64;
                assertThat(told).isEqualTo(whole || begins);
                passedOver += told ? 0 : 1;
            }
        }
        assertThat(passedOver).isPositive();
    }

    private static int end(GrowingText text, int start) {
        int end = start;
        while (Symbols.isPart(text.at(end))) {
            end++;
        }
        return end;
    }
}
