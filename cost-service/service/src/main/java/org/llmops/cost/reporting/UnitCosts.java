package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What a unit of use costs. Only whole days of UTC are counted.
 *
 * @param groupBy `team` or `app`; empty when all is one row
 */
@RegisterForReflection
record UnitCosts(Instant from, Instant to, String groupBy, List<Row> rows) {
    /**
     * One team's, one app's, or everything's.
     *
     * @param costUsd of all calls
     * @param answers calls that were answered in full, from the cache too
     * @param costPerAnswerUsd the cost of all calls, for each answer; absent where there was none
     * @param endUsers how many different ones clients named
     * @param costPerEndUserUsd the cost of calls that named one, for each
     * @param conversationsCostUsd the cost of calls whose metadata has a `conversation_id`
     * @param resolvedConversations those that were said to be resolved in this time, by `resolved=true` in a call's
     *     metadata or by feedback or a score called `resolved`
     * @param costPerResolvedConversationUsd the cost of all conversations, resolved or not, for each that was resolved
     */
    @RegisterForReflection
    record Row(
            @Nullable String team,
            @Nullable String app,
            Money costUsd,
            long calls,
            long answers,
            @Nullable Money costPerAnswerUsd,
            long endUsers,
            @Nullable Money costPerEndUserUsd,
            Money conversationsCostUsd,
            long resolvedConversations,
            @Nullable Money costPerResolvedConversationUsd) {}

    /** Rounded half up to a whole nano-dollar. */
    static @Nullable Money each(Money cost, long units) {
        return units == 0
                ? null
                : Money.rounded(cost.usd().divide(BigDecimal.valueOf(units), 12, RoundingMode.HALF_UP));
    }
}
