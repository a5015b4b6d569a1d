package org.llmops.cost.rollups;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.Problem;

/**
 * What caches saved: the price of a call had there been none, less what was paid; by the price book that priced the call,
 * so that it comes out the same whenever it is added up.
 */
@ApplicationScoped
class Savings {
    private final CallPricing pricing;

    Savings(CallPricing pricing) {
        this.pricing = pricing;
    }

    /** What an answer from the suite's own cache would have cost; nothing for any other. */
    Money avoided(LedgerEntry entry) {
        return entry.kind() == EntryKind.CALL && entry.facts().cached() && hasUsage(entry)
                ? price(entry, entry.used().tokens().usage(), entry.used().details())
                : Money.ZERO;
    }

    /**
     * What the provider's cache saved: the same call with all its input at the plain rate, less the call as it was. Less
     * than nothing when writing to the cache cost more than reading from it saved.
     */
    Money byProvidersCache(LedgerEntry entry) {
        TokenCounts tokens = entry.used().tokens();
        boolean usedCache = tokens.cacheRead() != 0 || tokens.cacheWrite() != 0;
        if (entry.kind() != EntryKind.CALL || entry.facts().cached() || !usedCache || !hasUsage(entry)) {
            return Money.ZERO;
        }
        Money asItWas = price(entry, tokens.usage(), entry.used().details());
        TokenUsage plain = new TokenUsage(tokens.input(), 0, 0, tokens.output(), tokens.reasoning());
        return price(entry, plain, withoutCache(entry.used().details())).minus(asItWas);
    }

    private Money price(LedgerEntry entry, TokenUsage usage, Map<String, Long> details) {
        CallFacts.Target target = entry.facts().target();
        String provider = target.provider();
        String model = target.model();
        if (provider == null || model == null) {
            return Money.ZERO;
        }
        CallUsage call =
                new CallUsage(provider, model, target.region(), target.tier(), entry.startedAt(), usage, details);
        return price(entry, call).cost();
    }

    /** By the book in force where that of the entry is not at hand: a saving is worth no failure. */
    private PricedCall price(LedgerEntry entry, CallUsage call) {
        try {
            return pricing.price(entry.workspace(), entry.costing().bookVersion(), call);
        } catch (Problem notAtHand) {
            return pricing.price(entry.workspace(), call);
        }
    }

    private static boolean hasUsage(LedgerEntry entry) {
        return entry.used().tokens().input() > 0 || entry.used().tokens().output() > 0;
    }

    private static Map<String, Long> withoutCache(Map<String, Long> details) {
        return details.entrySet().stream()
                .filter(detail -> !detail.getKey().startsWith("cache_"))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
