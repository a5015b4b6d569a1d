package org.llmops.cost.explaining;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.llmops.platform.money.Money;

/**
 * What a difference is made of; the four add up to it exactly. Amounts are decimal strings of USD.
 *
 * @param volumeUsd by more or fewer calls
 * @param mixUsd by other models for the same calls
 * @param tokensPerRequestUsd by longer or shorter calls
 * @param priceUsd by what a token costs, corrections included
 */
@RegisterForReflection
public record Effects(Money volumeUsd, Money mixUsd, Money tokensPerRequestUsd, Money priceUsd) {
    static final Effects NONE = new Effects(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    public Effects plus(Effects other) {
        return new Effects(
                volumeUsd.plus(other.volumeUsd),
                mixUsd.plus(other.mixUsd),
                tokensPerRequestUsd.plus(other.tokensPerRequestUsd),
                priceUsd.plus(other.priceUsd));
    }

    public Money total() {
        return volumeUsd.plus(mixUsd).plus(tokensPerRequestUsd).plus(priceUsd);
    }
}
