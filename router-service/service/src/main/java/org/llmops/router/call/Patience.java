package org.llmops.router.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmops.router.providers.Timeouts;

/** How long an attempt may take for what, as its target or else the settings say. Milliseconds. */
record Patience(long connectMs, long firstTokenMs, long idleMs, long totalMs, int minBytesPerSecond) {
    static Patience of(Timeouts target, CallSettings settings) {
        Integer speed = target.minBytesPerSecond();
        return new Patience(
                either(target.connect(), settings.connectTimeout()),
                either(target.firstToken(), settings.firstTokenTimeout()),
                either(target.idle(), settings.idleTimeout()),
                either(target.total(), settings.totalTimeout()),
                speed == null ? settings.minBytesPerSecond() : speed);
    }

    private static long either(@Nullable Duration own, Duration otherwise) {
        return (own == null ? otherwise : own).toMillis();
    }
}
