package org.llmops.router.admit;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.limits.Admission;
import org.llmops.router.limits.RateLimits;
import org.llmops.router.recording.CallRecords;
import org.llmops.router.refusal.RefusalReason;

/** Lets a call in when its limits allow and its record can be kept. */
@ApplicationScoped
public class Admit implements Stage {
    private final RateLimits limits;
    private final CallRecords records;

    Admit(RateLimits limits, CallRecords records) {
        this.limits = limits;
        this.records = records;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        if (!records.accepting()) {
            return Progress.refused(RefusalReason.RECORDING_AWAY.because(
                    "Calls cannot be recorded at the moment, so none are made. Try again shortly."));
        }
        return Futures.on(exchange.context(), limits.admit(exchange.caller()))
                .compose(admission -> progress(exchange.client(), admission));
    }

    private static Future<Progress> progress(Client client, Admission admission) {
        return switch (admission) {
            case Admission.Unlimited() -> Progress.ONWARD;
            case Admission.Admitted(long limit, long remaining, Duration resetsIn) -> {
                tell(client, limit, remaining, resetsIn);
                yield Progress.ONWARD;
            }
            case Admission.Limited(String limit, long max, Duration retryAfter, Duration resetsIn) -> {
                tell(client, max, 0, resetsIn);
                yield Progress.refused(RefusalReason.RATE_LIMITED
                        .because("Rate limit reached for " + limit + ": limit " + max + ". Please try again in "
                                + seconds(retryAfter) + ".")
                        .retryAfter(retryAfter));
            }
        };
    }

    /** The headers by which OpenAI's clients pace themselves. */
    private static void tell(Client client, long limit, long remaining, Duration resetsIn) {
        client.header("x-ratelimit-limit-requests", Long.toString(limit));
        client.header("x-ratelimit-remaining-requests", Long.toString(remaining));
        client.header("x-ratelimit-reset-requests", seconds(resetsIn));
    }

    private static String seconds(Duration duration) {
        long ms = duration.toMillis();
        return ms < 1_000 ? ms + "ms" : ms / 1_000 + "." + ms % 1_000 / 100 + "s";
    }
}
