package org.llmops.cost.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What one call cost, as REST shows it. Amounts are decimal strings of USD.
 *
 * @param status `priced`, or `unpriced` when the price book does not know the model
 * @param costUsd by the price book; 0 for an answer from the cache and for what is unpriced
 * @param routerCostUsd what the router said; absent when it said the same
 * @param priceBookVersion the immutable version that priced it
 * @param priceRule the rule in it; absent when none was needed or none was found
 * @param copyOfCallId the call it is a copy of, which no budget paid for; absent for calls of clients
 * @param discardedCostUsd of the cost: answers of other targets that the call did not use; absent when there were none
 */
@RegisterForReflection
record LedgerEntryView(
        UUID callId,
        Instant startedAt,
        Instant recordedAt,
        String operation,
        String callStatus,
        boolean cached,
        String subject,
        String subjectKind,
        @Nullable String app,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String requestedModel,
        @Nullable String route,
        @Nullable Integer routeVersion,
        @Nullable String prompt,
        @Nullable Integer promptVersion,
        UsageView usage,
        String status,
        Money costUsd,
        @Nullable Money routerCostUsd,
        int priceBookVersion,
        @Nullable String priceRule,
        @Nullable UUID copyOfCallId,
        @Nullable Money discardedCostUsd) {
    static LedgerEntryView of(LedgerEntry entry) {
        return new LedgerEntryView(
                entry.callId(),
                entry.startedAt(),
                entry.recordedAt(),
                entry.operation(),
                entry.callStatus(),
                entry.cached(),
                entry.subject(),
                entry.subjectKind(),
                entry.app(),
                entry.endUser(),
                entry.provider(),
                entry.model(),
                entry.requestedModel(),
                entry.route(),
                entry.routeVersion(),
                entry.prompt(),
                entry.promptVersion(),
                new UsageView(
                        entry.inputTokens(),
                        entry.cacheReadTokens(),
                        entry.cacheWriteTokens(),
                        entry.outputTokens(),
                        entry.reasoningTokens(),
                        entry.usageEstimated()),
                entry.status(),
                entry.cost(),
                entry.differsFromRouter() ? Money.ofNanoUsd(entry.routerCostNanoUsd()) : null,
                entry.priceBookVersion(),
                entry.priceRule(),
                entry.copyOfCallId(),
                entry.discardedCostNanoUsd() == 0 ? null : Money.ofNanoUsd(entry.discardedCostNanoUsd()));
    }

    /**
     * Token counts in one meaning for every provider.
     *
     * @param inputTokens all input, cached included
     * @param estimated the provider told no usage
     */
    @RegisterForReflection
    record UsageView(
            long inputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long outputTokens,
            long reasoningTokens,
            boolean estimated) {}
}
