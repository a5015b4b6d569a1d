package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * What the ledger needs of a call record.
 *
 * @param details units with a price of their own
 * @param estimated no provider told the usage
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
        Money routerCost,
        List<Charge.Share> shares) {
    Call {
        details = Map.copyOf(details);
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

    /** What its price depends on; a provider or model that is not known makes it none that can be priced. */
    static CallUsage usage(CallFacts facts, Instant startedAt, TokenUsage usage, Map<String, Long> details) {
        CallFacts.Target target = facts.target();
        if (target.provider() == null || target.model() == null) {
            throw new IllegalArgumentException("Nobody knows where the call went");
        }
        return new CallUsage(
                target.provider(), target.model(), target.region(), target.tier(), startedAt, usage, details);
    }
}
