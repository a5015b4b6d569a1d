package org.llmops.router.admit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import org.llmops.router.buckets.Level;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.LimitUnit;

/** The headers by which the providers' own clients pace themselves: of each unit the limit with the least left. */
final class RateHeaders {
    private static final String ANTHROPIC = "anthropic.";

    private RateHeaders() {}

    static void tell(Exchange exchange, List<AppliedLimit> limits, List<Level> levels) {
        boolean anthropic = exchange.format().surface().startsWith(ANTHROPIC);
        Style style = anthropic ? RateHeaders::anthropic : RateHeaders::openAi;
        tell(style, limits, levels, exchange.client()::header);
    }

    static void tell(Style style, List<AppliedLimit> limits, List<Level> levels, BiConsumer<String, String> header) {
        tell(style, LimitUnit.REQUESTS, limits, levels, header);
        tell(style, LimitUnit.TOKENS, limits, levels, header);
    }

    private static void tell(
            Style style,
            LimitUnit unit,
            List<AppliedLimit> limits,
            List<Level> levels,
            BiConsumer<String, String> header) {
        int tightest = -1;
        for (int i = 0; i < levels.size(); i++) {
            if (limits.get(i).limit().unit() == unit
                    && (tightest < 0
                            || levels.get(i).remaining() < levels.get(tightest).remaining())) {
                tightest = i;
            }
        }
        if (tightest >= 0) {
            style.write(
                    unit.words(),
                    limits.get(tightest).limit().amount(),
                    levels.get(tightest).remaining(),
                    Duration.ofNanos(levels.get(tightest).resetUs() * 1000),
                    header);
        }
    }

    static void openAi(String unit, long limit, long remaining, Duration reset, BiConsumer<String, String> header) {
        header.accept("x-ratelimit-limit-" + unit, Long.toString(limit));
        header.accept("x-ratelimit-remaining-" + unit, Long.toString(remaining));
        header.accept("x-ratelimit-reset-" + unit, seconds(reset));
    }

    static void anthropic(String unit, long limit, long remaining, Duration reset, BiConsumer<String, String> header) {
        Instant full = Instant.now().plus(reset).truncatedTo(ChronoUnit.SECONDS);
        header.accept("anthropic-ratelimit-" + unit + "-limit", Long.toString(limit));
        header.accept("anthropic-ratelimit-" + unit + "-remaining", Long.toString(remaining));
        header.accept("anthropic-ratelimit-" + unit + "-reset", full.toString());
    }

    /** How a provider's clients want to be told. */
    @FunctionalInterface
    interface Style {
        void write(String unit, long limit, long remaining, Duration reset, BiConsumer<String, String> header);
    }

    static String seconds(Duration duration) {
        long ms = duration.toMillis();
        return ms < 1_000 ? ms + "ms" : ms / 1_000 + "." + ms % 1_000 / 100 + "s";
    }
}
