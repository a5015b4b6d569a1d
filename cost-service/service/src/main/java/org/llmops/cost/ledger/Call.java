package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * What the ledger needs of a call record.
 *
 * @param details units with a price of their own
 * @param estimated no provider told the usage
 * @param discarded answers of other targets that the call did not use; their costs are not known yet
 * @param routerCost what the router says it cost
 * @param shares what was reserved from which lease
 */
record Call(
        WorkspaceId workspace,
        UUID id,
        Instant startedAt,
        CallFacts facts,
        TokenUsage usage,
        Map<String, Long> details,
        boolean estimated,
        List<Discarded> discarded,
        Money routerCost,
        List<Charge.Share> shares) {
    Call {
        details = Map.copyOf(details);
        discarded = List.copyOf(discarded);
        shares = List.copyOf(shares);
    }

    CallName name() {
        return new CallName(workspace, id);
    }

    Used used() {
        return new Used(TokenCounts.of(usage), details, estimated);
    }

    /** A record with the provider's own count says more than one with an estimate. */
    static Call better(Call first, Call again) {
        return first.estimated && !again.estimated ? again : first;
    }
}
