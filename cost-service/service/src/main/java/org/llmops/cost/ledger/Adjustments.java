package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Makes entries for what no call stands for. */
public final class Adjustments {
    private Adjustments() {}

    /** @param cause the invoice that says so, as a path */
    public static LedgerEntry entry(
            Place place, Reason reason, String cause, Money amount, TokenCounts tokens, int bookVersion, Instant now) {
        CallFacts facts = new CallFacts(
                "invoice",
                null,
                "ok",
                false,
                new CallFacts.Who("invoice", "service", null, place.app(), null),
                new CallFacts.Target(place.provider(), place.model(), null, ServiceTier.STANDARD, null),
                null,
                null,
                Map.of(),
                null);
        return new LedgerEntry(
                place.workspace(),
                Ids.next(),
                EntryKind.ADJUSTMENT,
                null,
                0,
                reason,
                cause,
                place.at(),
                now,
                facts,
                new Used(tokens, Map.of(), false),
                new Costing(amount, null, bookVersion, null, List.of()),
                Money.ZERO,
                List.of());
    }

    /**
     * Whose spend it is, and of when.
     *
     * @param model absent when it is for no model
     * @param app absent when nobody knows whose it is
     */
    public record Place(
            WorkspaceId workspace,
            String provider,
            @Nullable String model,
            @Nullable String app,
            Instant at) {}
}
