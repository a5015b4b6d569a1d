package org.llmops.router.limits;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much may be used.
 *
 * @param id names the limit among those of its workspace; its use is counted under this name
 * @param amount may be used at once, and comes back evenly over the window; of calls at the same time: the most
 * @param window a second to a month; null where calls at the same time are counted
 */
public record Limit(
        String id,
        Scope scope,
        LimitUnit unit,
        long amount,
        @Nullable Duration window,
        OnRedisAway onRedisAway) {
    /** Beyond this, counting in doubles would lose single tokens. */
    public static final long MOST = 1_000_000_000_000L;

    public Limit {
        if (amount < 1 || amount > MOST) {
            throw new IllegalArgumentException("A limit is 1 to " + MOST + ", not " + amount);
        }
        if ((window == null) != (unit == LimitUnit.CONCURRENCY)) {
            throw new IllegalArgumentException("Requests and tokens have a window, concurrency has none");
        }
        if (window != null && (window.compareTo(Window.SHORTEST) < 0 || window.compareTo(Window.LONGEST) > 0)) {
            throw new IllegalArgumentException("A window is a second to a month, not " + window);
        }
    }

    /** One of the limits that an API key brings along. */
    public static Limit ofKey(String publicId, LimitUnit unit, long amount) {
        return new Limit(
                "own-" + unit.name().toLowerCase(Locale.ROOT),
                new Scope(Scope.Kind.KEY, publicId),
                unit,
                amount,
                unit == LimitUnit.CONCURRENCY ? null : Duration.ofMinutes(1),
                OnRedisAway.LOCAL);
    }

    /** What it counts, in words for the caller, such as {@code tokens per minute of app 'shop'}. */
    public String words(String value) {
        return unit.words() + (window == null ? "" : " per " + Window.words(window)) + " of "
                + scope.kind().of(value);
    }

    /** Limits of one family are alternatives: that for a name stands in place of that for each. */
    Family family() {
        return new Family(scope.kind(), unit, window);
    }

    /** What limits must have in common to replace each other. */
    record Family(Scope.Kind kind, LimitUnit unit, @Nullable Duration window) {}
}
