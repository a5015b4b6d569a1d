package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call used: everything that its price depends on.
 *
 * @param provider as in the price book
 * @param model as the provider calls it
 * @param region where it was answered; absent when nobody knows
 * @param at when the call started
 * @param details units with a price of their own; tokens among them are parts of the usage
 */
public record CallUsage(
        String provider,
        String model,
        @Nullable String region,
        ServiceTier tier,
        Instant at,
        TokenUsage usage,
        Map<String, Long> details) {
    /** As with tokens: keeps every sum within a long. */
    private static final long MOST = 1_000_000_000_000L;

    public CallUsage {
        details = Map.copyOf(details);
        details.forEach(CallUsage::requireCount);
    }

    /** A call of the standard tier, of which nothing but tokens is known. */
    public static CallUsage ofTokens(String provider, String model, Instant at, TokenUsage usage) {
        return new CallUsage(provider, model, null, ServiceTier.STANDARD, at, usage, Map.of());
    }

    /** How many of a unit, parts that have units of their own included. */
    public long count(Unit unit) {
        return switch (unit.label()) {
            case "input_tokens" -> usage.input();
            case "cache_read_tokens" -> usage.cacheRead();
            case "cache_write_tokens" -> usage.cacheWrite();
            case "output_tokens" -> usage.output();
            case "output_reasoning_tokens" -> usage.reasoning();
            case "requests" -> Math.max(1, detail(unit));
            default -> detail(unit);
        };
    }

    /** Everything that was counted, but for the call itself. */
    Stream<Unit> counted() {
        return Unit.all().stream().filter(unit -> !unit.equals(Unit.REQUESTS) && count(unit) > 0);
    }

    /** Names that no unit has are passed over: whoever tells them may know of more than prices do. */
    private long detail(Unit unit) {
        long sum = 0;
        for (Map.Entry<String, Long> detail : details.entrySet()) {
            if (unit.equals(Unit.of(detail.getKey()).orElse(null))) {
                sum += detail.getValue();
            }
        }
        return sum;
    }

    private static void requireCount(String unit, long count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("The count of " + unit + " is 0 to " + MOST + ", not " + count);
        }
    }
}
