package org.llmops.router.admit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.llmops.router.buckets.Draw;
import org.llmops.router.buckets.Level;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.LimitUnit;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/** Tells callers which of their limits is full, and until when. */
final class LimitRefusals {
    private LimitRefusals() {}

    /** Of those without room the one that takes longest speaks for all: no other says when the call can pass. */
    static Refusal full(List<AppliedLimit> limits, List<Draw> draws, List<Level> levels) {
        int slowest = IntStream.range(0, levels.size())
                .boxed()
                .max((one, other) -> Long.compareUnsigned(
                        levels.get(one).waitUs(), levels.get(other).waitUs()))
                .orElseThrow();
        return full(limits.get(slowest), draws.get(slowest).cost(), levels.get(slowest));
    }

    static Refusal full(AppliedLimit applied, long cost, Level level) {
        LimitUnit unit = applied.limit().unit();
        RefusalReason reason = unit == LimitUnit.TOKENS ? RefusalReason.TOKENS_LIMITED : RefusalReason.RATE_LIMITED;
        String asked = ": limit " + applied.limit().amount() + ", remaining " + level.remaining() + ", requested "
                + cost + ".";
        if (level.waitUs() == Level.NEVER) {
            return reason.because("Request too large for " + applied.words() + asked
                    + " Send less at once, or ask for a shorter answer.");
        }
        Duration wait = Duration.ofNanos(level.waitUs() * 1000);
        return reason.because("Rate limit reached for " + applied.words() + asked + " Please try again in "
                        + RateHeaders.seconds(wait) + ".")
                .retryAfter(wait);
    }
}
