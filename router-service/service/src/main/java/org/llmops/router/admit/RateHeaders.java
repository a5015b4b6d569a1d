package org.llmops.router.admit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.llmops.router.buckets.Level;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.LimitUnit;

/** The headers by which the providers' own clients pace themselves: of each unit the limit with the least left. */
final class RateHeaders {
    private static final String ANTHROPIC = "anthropic.";

    private RateHeaders() {}

    static void tell(Exchange exchange, List<AppliedLimit> limits, List<Level> levels) {
        tell(exchange, LimitUnit.REQUESTS, "requests", limits, levels);
        tell(exchange, LimitUnit.TOKENS, "tokens", limits, levels);
    }

    private static void tell(
            Exchange exchange, LimitUnit unit, String name, List<AppliedLimit> limits, List<Level> levels) {
        int tightest = -1;
        for (int i = 0; i < levels.size(); i++) {
            if (limits.get(i).limit().unit() == unit
                    && (tightest < 0 || levels.get(i).remaining() < levels.get(tightest).remaining())) {
                tightest = i;
            }
        }
        if (tightest >= 0) {
            write(exchange, name, limits.get(tightest), levels.get(tightest));
        }
    }

    private static void write(Exchange exchange, String unit, AppliedLimit applied, Level level) {
        Client client = exchange.client();
        String limit = Long.toString(applied.limit().amount());
        String remaining = Long.toString(level.remaining());
        Duration reset = Duration.ofNanos(level.resetUs() * 1000);
        if (exchange.format().surface().startsWith(ANTHROPIC)) {
            String prefix = "anthropic-ratelimit-" + unit;
            client.header(prefix + "-limit", limit);
            client.header(prefix + "-remaining", remaining);
            client.header(prefix + "-reset", Instant.now().plus(reset).truncatedTo(ChronoUnit.SECONDS).toString());
        } else {
            client.header("x-ratelimit-limit-" + unit, limit);
            client.header("x-ratelimit-remaining-" + unit, remaining);
            client.header("x-ratelimit-reset-" + unit, seconds(reset));
        }
    }

    static String seconds(Duration duration) {
        long ms = duration.toMillis();
        return ms < 1_000 ? ms + "ms" : ms / 1_000 + "." + ms % 1_000 / 100 + "s";
    }
}
