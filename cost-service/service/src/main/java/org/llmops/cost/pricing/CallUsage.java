package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final List<Unit> COMMON = List.of(
            Unit.INPUT_TOKENS,
            Unit.CACHE_READ_TOKENS,
            Unit.CACHE_WRITE_TOKENS,
            Unit.OUTPUT_TOKENS,
            Unit.REASONING_TOKENS);

    public CallUsage {
        details = byUnit(details);
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
        return Stream.concat(
                        COMMON.stream(), details.keySet().stream().map(Unit::of).flatMap(Optional::stream))
                .distinct()
                .filter(unit -> !unit.equals(Unit.REQUESTS) && count(unit) > 0);
    }

    private long detail(Unit unit) {
        return details.getOrDefault(unit.label(), 0L);
    }

    /** Units by their own names; what no unit is called stays as it is: whoever tells it may know of more than prices do. */
    private static Map<String, Long> byUnit(Map<String, Long> details) {
        Map<String, Long> counts = HashMap.newHashMap(details.size());
        details.forEach(
                (name, count) -> counts.merge(Unit.of(name).map(Unit::label).orElse(name), count, Long::sum));
        return Map.copyOf(counts);
    }

    private static void requireCount(String unit, long count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("The count of " + unit + " is 0 to " + MOST + ", not " + count);
        }
    }
}
