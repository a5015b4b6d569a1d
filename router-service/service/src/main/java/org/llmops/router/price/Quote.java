package org.llmops.router.price;

import java.math.BigDecimal;
import java.util.Map;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;

/** What one model costs a workspace: its discounts and its own prices are in the rates. */
public final class Quote {
    private final String status;
    private final int priceBookVersion;
    private final Tariff standard;
    private final Map<String, Tariff> tiers;
    private final Unpriced policy;

    /**
     * @param status {@code exact}, {@code alias}, {@code missing} or {@code unpriced}
     * @param priceBookVersion the immutable version the rates come from
     * @param tiers service tiers with rates of their own
     * @param policy what the workspace says about calls without a price
     */
    Quote(String status, int priceBookVersion, Tariff standard, Map<String, Tariff> tiers, Unpriced policy) {
        this.status = status;
        this.priceBookVersion = priceBookVersion;
        this.standard = standard;
        this.tiers = Map.copyOf(tiers);
        this.policy = policy;
    }

    public String status() {
        return status;
    }

    public int priceBookVersion() {
        return priceBookVersion;
    }

    /** The rule by which a call of this service tier is priced. */
    public String ruleId(String tier) {
        return tariff(tier).ruleId();
    }

    /** Nobody knows what the model costs. */
    public boolean unpriced() {
        return standard.rates().isEmpty();
    }

    /** @param allowed what this router is set to do where the workspace has not said */
    public boolean isRefused(boolean allowed) {
        return unpriced() && (policy == Unpriced.REFUSE || (policy == Unpriced.UNSAID && !allowed));
    }

    /** USD for a million tokens that no cache had a part in. */
    public BigDecimal inputPerMillion() {
        return standard.rates().perMillion("input_tokens");
    }

    /** USD for a million tokens of the answer. */
    public BigDecimal outputPerMillion() {
        return standard.rates().perMillion("output_tokens");
    }

    /** Exactly what this usage costs, rounded half up to a nano-USD once. */
    public Money cost(TokenUsage usage, String tier) {
        return tariff(tier).cost(usage);
    }

    /** The most that a call may cost, should it be answered at the tier it asked for or at the standard one. */
    public Money bound(long inputTokens, long outputTokens, String tier) {
        return standard.bound(inputTokens, outputTokens).max(tariff(tier).bound(inputTokens, outputTokens));
    }

    private Tariff tariff(String tier) {
        return tiers.getOrDefault(tier, standard);
    }

    /** What a workspace says about calls that nobody can price. */
    enum Unpriced {
        /** Nothing: the router's own setting holds. */
        UNSAID,
        /** They are answered. */
        ALLOW,
        /** They are refused. */
        REFUSE
    }
}
