package org.llmops.cost.quoting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.cost.quoting.Lengths.Basis;
import org.llmops.cost.quoting.Lengths.Expected;
import org.llmops.cost.quoting.Lengths.Model;
import org.llmops.cost.quoting.Lengths.Tokens;

/** What a model's own calls took says most about what the next one takes. */
class LengthsTest {
    private final Lengths lengths = new Lengths(
            Map.of(
                    new Model("p", "known"), tokens(20, 1_000, 3_000),
                    new Model("p", "seldom"), tokens(19, 1_000, 0)),
            20,
            new BigDecimal("0.25"));

    @Test
    void aModelWithEnoughCallsSpeaksForItself() {
        assertThat(lengths.of("p", "known", 100)).isEqualTo(new Expected(300, Basis.MODEL_HISTORY, 20));
    }

    @Test
    void anyOtherIsExpectedToAnswerAsTheWorkspacesDo() {
        assertThat(lengths.of("p", "seldom", 100)).isEqualTo(new Expected(150, Basis.WORKSPACE_HISTORY, 39));
        assertThat(lengths.of("q", "known", 100)).isEqualTo(new Expected(150, Basis.WORKSPACE_HISTORY, 39));
    }

    @Test
    void withoutAHistoryThereIsARuleOfThumb() {
        Lengths nothing = new Lengths(Map.of(), 20, new BigDecimal("0.25"));

        assertThat(nothing.of("p", "known", 10)).isEqualTo(new Expected(3, Basis.DEFAULT, 0));
    }

    private static Tokens tokens(long calls, long input, long output) {
        return new Tokens(calls, BigDecimal.valueOf(input), BigDecimal.valueOf(output));
    }
}
