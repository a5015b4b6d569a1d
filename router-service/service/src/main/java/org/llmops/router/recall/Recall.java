package org.llmops.router.recall;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.CanonicalRequest;
import org.llmops.router.cache.AnswerCache;
import org.llmops.router.cache.CacheKey;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.cache.CacheSettings;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.cache.Keeping;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.PriceWire;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.v1.CacheUse;
import org.llmops.router.v1.RouteTaken;

/**
 * Gives the answer of an earlier call, when the route keeps answers: first of one that asked exactly the same, then of
 * one under way that does, then of one that asked it in other words.
 */
@Singleton
public class Recall implements Stage {
    private static final Logger LOG = Logger.getLogger(Recall.class);
    private static final Set<Operation> KEPT =
            EnumSet.of(Operation.CHAT, Operation.TEXT_COMPLETION, Operation.EMBEDDINGS);
    /** What is answered depends on more than the request says. */
    private static final Set<String> STATEFUL =
            Set.of("previous_response_id", "conversation", "background", "container");

    private final AnswerCache cache;
    private final Flights flights;
    private final OtherWords otherWords;
    private final RecallMetrics metrics;
    private final RecallSettings settings;
    private final long maxRequestBytes;
    private final Clock clock;

    Recall(
            AnswerCache cache,
            Flights flights,
            OtherWords otherWords,
            RecallMetrics metrics,
            RecallSettings settings,
            CacheSettings cacheSettings,
            Clock clock) {
        this.cache = cache;
        this.flights = flights;
        this.otherWords = otherWords;
        this.metrics = metrics;
        this.settings = settings;
        this.maxRequestBytes = cacheSettings.maxRequestSize().asLongValue();
        this.clock = clock;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        CacheControl control = CacheControl.of(exchange.headers().getAll("Cache-Control"));
        CachePolicy policy = exchange.destination().cache();
        if (policy == null || !KEPT.contains(exchange.operation())) {
            return without(exchange, control, "off");
        }
        Optional<CacheKey> key = key(exchange);
        if (key.isEmpty()) {
            return without(exchange, control, "bypass");
        }
        if (control.mayStore()) {
            exchange.keeping(new Keeping(key.get(), null));
        }
        return control.mayRead() ? exact(exchange, control, policy, key.get()) : without(exchange, control, "bypass");
    }

    /** Made of the screened request: what a policy replaced is in no key. */
    private Optional<CacheKey> key(Exchange exchange) {
        return exchange.body().bytes().length > maxRequestBytes
                        || STATEFUL.stream()
                                .anyMatch(
                                        member -> exchange.body().member(member).isPresent())
                ? Optional.empty()
                : canonical(exchange, exchange.body().bytes())
                        .map(canonical -> CacheKey.of(exchange.caller().workspace(), canonical));
    }

    /** A request of this call's kind, in one spelling. */
    static Optional<byte[]> canonical(Exchange exchange, byte[] request) {
        return CanonicalRequest.of(
                request,
                spoken(exchange),
                exchange.operation().recordedName(),
                exchange.destination().identity());
    }

    /** The format, with the headers that change what a request of it means. */
    private static String spoken(Exchange exchange) {
        List<String> variants = exchange.headers().getAll("anthropic-beta");
        return variants.isEmpty()
                ? exchange.format().surface()
                : exchange.format().surface() + " " + variants;
    }

    private Future<Progress> exact(Exchange exchange, CacheControl control, CachePolicy policy, CacheKey key) {
        return Futures.on(exchange.context(), cache.find(key)).compose(found -> {
            if (found.isPresent() && isFresh(found.get(), control) && recalled(exchange, found.get(), exactly(false))) {
                return Progress.ANSWERED;
            }
            return control.onlyIfCached() || !control.mayStore()
                    ? inOtherWords(exchange, control, policy, key)
                    : together(exchange, control, policy, key);
        });
    }

    private Future<Progress> together(Exchange exchange, CacheControl control, CachePolicy policy, CacheKey key) {
        Duration patience = patience(exchange);
        if (patience.toMillis() <= 0) {
            return inOtherWords(exchange, control, policy, key);
        }
        return flights.follow(key, exchange, patience)
                .map(landing ->
                        landing.compose(shared -> shared.isPresent() && recalled(exchange, shared.get(), exactly(true))
                                ? Progress.ANSWERED
                                : inOtherWords(exchange, control, policy, key)))
                .orElseGet(() -> inOtherWords(exchange, control, policy, key));
    }

    /** Who follows waits no longer than it would for an answer of its own. */
    private Duration patience(Exchange exchange) {
        Duration own =
                exchange.destination().steps().getFirst().target().timeouts().total();
        return own == null || own.compareTo(settings.followFor()) > 0 ? settings.followFor() : own;
    }

    private Future<Progress> inOtherWords(Exchange exchange, CacheControl control, CachePolicy policy, CacheKey key) {
        CachePolicy.Semantic semantic = policy.semantic();
        if (semantic == null) {
            return without(exchange, control, "miss");
        }
        return otherWords
                .find(exchange, semantic, key, control.mayStore(), answer -> isFresh(answer, control))
                .compose(found -> {
                    if (found.isPresent()
                            && recalled(
                                    exchange,
                                    found.get().answer(),
                                    alike(found.get().similarity()))) {
                        otherWords.check(exchange, semantic, found.get().answer());
                        return Progress.ANSWERED;
                    }
                    return without(exchange, control, "miss");
                });
    }

    private boolean isFresh(CachedAnswer answer, CacheControl control) {
        return answer.ageMs(clock.millis()) <= control.maxAgeMs();
    }

    private static CacheUse.Builder exactly(boolean coalesced) {
        return CacheUse.newBuilder().setKind("exact").setSimilarity(1).setCoalesced(coalesced);
    }

    private static CacheUse.Builder alike(double similarity) {
        return CacheUse.newBuilder().setKind("semantic").setSimilarity(similarity);
    }

    private boolean recalled(Exchange exchange, CachedAnswer remembered, CacheUse.Builder how) {
        if (!mayUse(exchange, remembered.model())) {
            return false;
        }
        AnswerBody answer;
        try {
            answer = exchange.format().answer(remembered.json());
        } catch (IOException unreadable) {
            LOG.warnf("A remembered answer of call %s cannot be read", remembered.callId());
            return false;
        }
        exchange.answer(new Answer.Whole(answer));
        exchange.markCached();
        exchange.kept().whole(remembered.json());
        exchange.story()
                .setCache(how.setStatus("hit")
                        .setSourceCallId(remembered.callId())
                        .setAgeMs(remembered.ageMs(clock.millis())));
        answer.tokens().ifPresent(usage -> exchange.story().setUsage(PriceWire.usage(usage, false)));
        metrics.hit(how.getKind(), how.getCoalesced());
        tellWhoAnswered(exchange, remembered.model());
        return true;
    }

    /** The same route may have led another key to a model that this one may not use. */
    private static boolean mayUse(Exchange exchange, String target) {
        return exchange.allowedModels().allowTarget(List.of(target, target.substring(target.indexOf('/') + 1)));
    }

    private static void tellWhoAnswered(Exchange exchange, String name) {
        RouteTaken.Builder route = exchange.story().getRouteBuilder().setTarget(name);
        Optional<Target> answered = exchange.destination().targets().stream()
                .filter(target -> target.name().equals(name))
                .findFirst();
        answered.ifPresent(target -> route.setProvider(target.provider().priceBookProvider())
                .setModel(target.model().id()));
    }

    private Future<Progress> without(Exchange exchange, CacheControl control, String status) {
        exchange.story().setCache(CacheUse.newBuilder().setStatus(status));
        metrics.none(status);
        return control.onlyIfCached()
                ? Progress.refused(
                        RefusalReason.NOT_CACHED.because(
                                "No remembered answer fits this request, and only one would do (Cache-Control: only-if-cached)."))
                : Progress.ONWARD;
    }
}
