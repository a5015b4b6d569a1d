package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * What the ledger needs of a call record.
 *
 * @param provider as in the price book; absent when the call never got to a provider
 * @param model as the provider calls it
 * @param cached the answer came from the suite's own cache: no provider was paid
 * @param estimated no provider told the usage
 * @param discarded answers of other targets that the call did not use
 * @param routerCost what the router says it cost
 * @param shares what was reserved from which lease
 * @param copyOf the call it is a copy of, made on the operator's account: nobody's budget pays; absent for calls of clients
 */
record Call(
        WorkspaceId workspace,
        UUID id,
        Instant startedAt,
        String operation,
        String status,
        Who who,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String requestedModel,
        @Nullable Version route,
        @Nullable Version prompt,
        boolean cached,
        TokenUsage usage,
        boolean estimated,
        List<Discarded> discarded,
        Money routerCost,
        List<Charge.Share> shares,
        @Nullable UUID copyOf) {
    Call {
        discarded = List.copyOf(discarded);
        shares = List.copyOf(shares);
    }

    /** Who called, for whom. */
    record Who(
            String subject,
            String kind,
            @Nullable String app,
            @Nullable String endUser) {}

    /** An answer that its provider is paid for, though nobody got it. */
    record Discarded(String provider, String model, TokenUsage usage) {}

    /** An immutable version of something with a name. */
    record Version(String name, int number) {}
}
