package org.llmops.guardrail.normalising;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class EightByEightTest {
    @RepeatedTest(20)
    void rowsBecomeColumns(RepetitionInfo repetition) {
        long square = new Random(repetition.getCurrentRepetition()).nextLong();

        long turned = EightByEight.turned(square);

        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                assertThat(turned >>> 8 * column + row & 1).isEqualTo(square >>> 8 * row + column & 1);
            }
        }
    }
}
