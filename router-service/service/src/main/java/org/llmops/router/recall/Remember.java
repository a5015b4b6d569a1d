package org.llmops.router.recall;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.llmops.router.cache.AnswerCache;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Target;
import org.llmops.router.v1.CallStatus;

/** Keeps a complete answer for calls that will ask the same. Nobody waits for it. */
@ApplicationScoped
public class Remember implements Closing {
    private static final Logger LOG = Logger.getLogger(Remember.class);

    private final AnswerCache cache;

    Remember(AnswerCache cache) {
        this.cache = cache;
    }

    @Override
    public void after(Exchange exchange) {
        CachePolicy cached = exchange.cacheKey().isPresent() ? exchange.destination().cache() : null;
        byte[] answer = exchange.kept().json();
        if (cached == null || exchange.cached() || answer.length == 0 || !isWhole(exchange)) {
            return;
        }
        String model = exchange.answering().map(Target::name).orElse("");
        exchange.cacheKey()
                .ifPresent(key -> Futures.inBackground(
                        cache.store(key, new CachedAnswer(exchange.callId(), model, answer), cached.timeToLive()),
                        failure -> LOG.warnf("An answer could not be remembered: %s", failure.getMessage())));
    }

    private static boolean isWhole(Exchange exchange) {
        return exchange.story().getStatus() == CallStatus.CALL_STATUS_OK
                && !exchange.kept().isCut();
    }
}
