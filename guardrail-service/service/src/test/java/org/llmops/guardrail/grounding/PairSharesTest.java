package org.llmops.guardrail.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairSharesTest {
    private final PairShares shares = new PairShares(4);

    @Test
    void tellTheFirstOfThosePairsThatHaveMost() {
        shares.add(3, 2);
        shares.add(1, 1.5);
        shares.add(1, 0.5);
        shares.add(-1, 1);
        assertThat(shares.most()).isEqualTo(2);
        assertThat(shares.firstWithMost()).isEqualTo(1);
    }

    @Test
    void forgetOneClaimBeforeTheNext() {
        shares.add(-1, 3);
        shares.clear();
        assertThat(shares.most()).isZero();
        assertThat(shares.firstWithMost()).isEqualTo(-1);
        shares.add(2, 1);
        assertThat(shares.firstWithMost()).isEqualTo(2);
    }
}
