package org.llmops.router.recall;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.AnswerCache;
import org.llmops.router.cache.AskedQuestion;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.cache.Keeping;
import org.llmops.router.cache.LikeQuestions;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Target;
import org.llmops.router.v1.CallStatus;

/** Keeps a complete answer for calls that will ask the same, and hands it to those that wait for it. Nobody waits for the keeping. */
@Singleton
public class Remember implements Closing {
    private static final Logger LOG = Logger.getLogger(Remember.class);

    private final AnswerCache cache;
    private final LikeQuestions questions;
    private final Flights flights;
    private final Clock clock;

    Remember(AnswerCache cache, LikeQuestions questions, Flights flights, Clock clock) {
        this.cache = cache;
        this.questions = questions;
        this.flights = flights;
        this.clock = clock;
    }

    @Override
    public void after(Exchange exchange) {
        exchange.keeping().ifPresent(keeping -> {
            Optional<CachedAnswer> answer = Optional.empty();
            try {
                answer = answer(exchange);
            } finally {
                flights.land(keeping.key(), exchange.callId(), answer);
            }
            answer.ifPresent(whole -> keep(exchange, keeping, whole));
        });
    }

    private Optional<CachedAnswer> answer(Exchange exchange) {
        boolean isWhole = exchange.story().getStatus() == CallStatus.CALL_STATUS_OK && !exchange.cached();
        byte[] json = isWhole ? exchange.kept().json() : new byte[0];
        String model = exchange.answering().map(Target::name).orElse("");
        return json.length == 0 || exchange.kept().isCut()
                ? Optional.empty()
                : Optional.of(new CachedAnswer(exchange.callId(), model, clock.millis(), json));
    }

    private void keep(Exchange exchange, Keeping keeping, CachedAnswer answer) {
        @Nullable CachePolicy policy = exchange.destination().cache();
        Duration timeToLive = policy == null ? Duration.ZERO : policy.timeToLive();
        AskedQuestion question = saysSomething(exchange, answer) ? keeping.question() : null;
        Uni<Void> kept = cache.store(keeping.key(), answer, timeToLive);
        Futures.inBackground(
                (question == null ? kept : kept.chain(() -> questions.add(question, keeping.key(), timeToLive)))
                        .onTermination()
                        .invoke(() -> flights.forget(keeping.key(), exchange.callId())),
                failure -> LOG.warnf("An answer could not be remembered: %s", failure.getMessage()));
    }

    /** What was cut off, withheld, or calls a tool answers no question but its own. */
    private static boolean saysSomething(Exchange exchange, CachedAnswer answer) {
        try {
            return exchange.story().getFinishReason().equals("stop")
                    && !exchange.format().answer(answer.json()).calls();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
