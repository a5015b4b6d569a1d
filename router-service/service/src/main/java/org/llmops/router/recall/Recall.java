package org.llmops.router.recall;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.router.body.CanonicalRequest;
import org.llmops.router.cache.AnswerCache;
import org.llmops.router.cache.CacheKey;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.v1.CacheUse;
import org.llmops.router.v1.RouteTaken;

/** Gives the answer of an earlier call that asked exactly the same, when the route keeps answers. */
@ApplicationScoped
public class Recall implements Stage {
    private static final Logger LOG = Logger.getLogger(Recall.class);

    private final AnswerCache cache;

    Recall(AnswerCache cache) {
        this.cache = cache;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        if (exchange.destination().cacheTtl() == null) {
            return status(exchange, "off");
        }
        CacheControl control = CacheControl.of(exchange.headers().get("Cache-Control"));
        CacheKey key = key(exchange);
        if (control.mayStore()) {
            exchange.cacheKey(key);
        }
        return control.mayRead()
                ? Futures.on(exchange.context(), cache.find(key)).compose(found -> found(exchange, found))
                : status(exchange, "bypass");
    }

    /** Made of the screened request: what a policy replaced is in no key. */
    private static CacheKey key(Exchange exchange) {
        byte[] canonical = CanonicalRequest.of(
                exchange.body().bytes(),
                exchange.format().surface(),
                exchange.destination().identity());
        return CacheKey.of(exchange.caller().workspace(), canonical);
    }

    private static Future<Progress> found(Exchange exchange, Optional<CachedAnswer> found) {
        return found.isPresent() ? recalled(exchange, found.get()) : status(exchange, "miss");
    }

    private static Future<Progress> recalled(Exchange exchange, CachedAnswer remembered) {
        try {
            exchange.answer(new Answer.Whole(exchange.format().answer(remembered.json())));
        } catch (IOException unreadable) {
            LOG.warnf("A remembered answer of call %s cannot be read", remembered.callId());
            return status(exchange, "miss");
        }
        exchange.markCached();
        exchange.kept().whole(remembered.json());
        exchange.story()
                .setCache(
                        CacheUse.newBuilder().setStatus("hit").setKind("exact").setSourceCallId(remembered.callId()));
        tellWhoAnswered(exchange, remembered.model());
        return Progress.ANSWERED;
    }

    private static void tellWhoAnswered(Exchange exchange, String name) {
        RouteTaken.Builder route = exchange.story().getRouteBuilder().setTarget(name);
        exchange.destination().targets().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .ifPresent(target -> route.setProvider(target.provider().priceBookProvider())
                        .setModel(target.model().id()));
    }

    private static Future<Progress> status(Exchange exchange, String status) {
        exchange.story().setCache(CacheUse.newBuilder().setStatus(status));
        return Progress.ONWARD;
    }
}
