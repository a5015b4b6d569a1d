package org.llmops.cost.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.money.Money;

/**
 * An entry of the ledger, as REST shows it. Amounts are decimal strings of USD; those of a correction are differences.
 *
 * @param callId the call it stands for or corrects; absent for an adjustment
 * @param reason why it was appended; absent for a call
 * @param cause the re-rating or invoice that made it
 * @param status `priced`, or `unpriced` when the price book does not know the model
 * @param costUsd by the price book; 0 for an answer from the cache and for what is unpriced
 * @param routerCostUsd what the router said; absent when it said the same
 * @param priceBookVersion the immutable version that priced it
 * @param priceRule the rule in it; absent when none was needed or none was found
 * @param priceStatus how the price was found; absent when there was nothing to be priced
 * @param priceLines what the price is the sum of
 * @param discardedCostUsd of the cost: answers of other targets that the call did not use; absent when there were none
 * @param copyOfCallId the call it is a copy of, which no budget paid for; absent for calls of clients
 */
@RegisterForReflection
record LedgerEntryView(
        UUID id,
        EntryKind kind,
        @Nullable UUID callId,
        @Nullable Reason reason,
        @Nullable String cause,
        Instant startedAt,
        Instant recordedAt,
        String operation,
        @Nullable String surface,
        String callStatus,
        boolean cached,
        String subject,
        String subjectKind,
        @Nullable String team,
        @Nullable String app,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String requestedModel,
        ServiceTier serviceTier,
        @Nullable String region,
        @Nullable String route,
        @Nullable Integer routeVersion,
        @Nullable String prompt,
        @Nullable Integer promptVersion,
        @Nullable Map<String, String> tags,
        UsageView usage,
        String status,
        Money costUsd,
        @Nullable Money routerCostUsd,
        int priceBookVersion,
        @Nullable String priceRule,
        @Nullable PriceStatus priceStatus,
        @Nullable List<LineView> priceLines,
        @Nullable UUID copyOfCallId,
        @Nullable Money discardedCostUsd) {
    static LedgerEntryView of(LedgerEntry entry) {
        CallFacts facts = entry.facts();
        CallFacts.Version route = facts.route();
        CallFacts.Version prompt = facts.prompt();
        return new LedgerEntryView(
                entry.id(),
                entry.kind(),
                entry.callId(),
                entry.reason(),
                entry.cause(),
                entry.startedAt(),
                entry.recordedAt(),
                facts.operation(),
                facts.surface(),
                facts.status(),
                facts.cached(),
                facts.who().subject(),
                facts.who().kind(),
                facts.who().team(),
                facts.who().app(),
                facts.who().endUser(),
                facts.target().provider(),
                facts.target().model(),
                facts.target().requestedModel(),
                facts.target().tier(),
                facts.target().region(),
                route == null ? null : route.name(),
                route == null ? null : route.number(),
                prompt == null ? null : prompt.name(),
                prompt == null ? null : prompt.number(),
                facts.tags().isEmpty() ? null : facts.tags(),
                UsageView.of(entry.used()),
                entry.costing().isUnpriced() ? "unpriced" : "priced",
                entry.cost(),
                entry.differsFromRouter() ? entry.routerCost() : null,
                entry.costing().bookVersion(),
                entry.costing().rule(),
                entry.costing().status(),
                LineView.of(entry.costing().lines()),
                facts.copyOf(),
                entry.costing().discarded().isEmpty() ? null : entry.costing().discardedCost());
    }

    /**
     * Token counts in one meaning for every provider; those of a correction are differences.
     *
     * @param inputTokens all input, cached included
     * @param estimated the provider told no usage
     * @param details units with a price of their own, as they are known now
     */
    @RegisterForReflection
    record UsageView(
            long inputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long outputTokens,
            long reasoningTokens,
            boolean estimated,
            @Nullable Map<String, Long> details) {
        static UsageView of(Used used) {
            return new UsageView(
                    used.tokens().input(),
                    used.tokens().cacheRead(),
                    used.tokens().cacheWrite(),
                    used.tokens().output(),
                    used.tokens().reasoning(),
                    used.estimated(),
                    used.details().isEmpty() ? null : used.details());
        }
    }

    /**
     * One unit's part of a price. Decimal strings: the amount is exact, only the sum of all lines is rounded.
     *
     * @param usdPerUnit what one of them costs
     */
    @RegisterForReflection
    record LineView(
            String unit,
            long count,
            String usdPerUnit,
            String amountUsd,
            @Nullable String listUsdPerUnit) {
        static @Nullable List<LineView> of(List<PricedCall.Line> lines) {
            return lines.isEmpty()
                    ? null
                    : lines.stream()
                            .map(line -> new LineView(
                                    line.unit(),
                                    line.count(),
                                    plain(line.rate()),
                                    plain(line.amount()),
                                    line.listRate() == null ? null : plain(line.listRate())))
                            .toList();
        }

        private static String plain(BigDecimal decimal) {
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
    }
}
