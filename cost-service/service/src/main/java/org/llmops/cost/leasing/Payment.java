package org.llmops.cost.leasing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetUnit;

/**
 * What one budget's period paid for a call, in the budget's unit.
 *
 * @param lease the lease it was taken from; absent when it was taken from what the period had left
 * @param leased what the router says it took from that lease
 * @param held how much of the amount the lease still held: the rest was more than was leased
 * @param amount what was paid; negative when a correction gave something back
 */
@RegisterForReflection
public record Payment(
        UUID budget,
        BudgetUnit unit,
        Instant periodStartsAt,
        @Nullable UUID lease,
        long leased,
        long held,
        long amount) {}
