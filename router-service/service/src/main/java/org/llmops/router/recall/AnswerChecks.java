package org.llmops.router.recall;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.cache.CachePolicy.Semantic;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.cache.QuestionVector;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.InnerCalls;

/**
 * Asks the model what it would have answered, for a share of the calls that got the answer to a like question, and
 * measures how far the two answers lie apart. On the operator's account, and nobody waits for it.
 */
@ApplicationScoped
class AnswerChecks {
    private static final Logger LOG = Logger.getLogger(AnswerChecks.class);
    /** The beginning of an answer tells what it is about; embedding models take no more. */
    private static final int COMPARED_CHARACTERS = 8_000;

    private final InnerCalls calls;
    private final Embeddings embeddings;
    private final RecallMetrics metrics;
    private final Semaphore underWay;

    AnswerChecks(InnerCalls calls, Embeddings embeddings, RecallMetrics metrics, RecallSettings settings) {
        this.calls = calls;
        this.embeddings = embeddings;
        this.metrics = metrics;
        this.underWay = new Semaphore(settings.maxChecks());
    }

    void maybe(Exchange exchange, Semantic semantic, CachedAnswer given) {
        if (ThreadLocalRandom.current().nextDouble(100) >= semantic.samplePercent()) {
            return;
        }
        String workspace = exchange.caller().workspace().value();
        String route = exchange.destination().route();
        if (!underWay.tryAcquire()) {
            metrics.unchecked(workspace, route, "skipped");
            return;
        }
        calls.copy(exchange, exchange.destination())
                .compose(asked -> disagreement(exchange, semantic, given, asked))
                .onComplete(done -> underWay.release())
                .onSuccess(far -> metrics.checked(workspace, route, far))
                .onFailure(failure -> {
                    LOG.infof("An answer could not be checked: %s", failure.getMessage());
                    metrics.unchecked(workspace, route, "failed");
                });
    }

    /** From 0, the same words, to 1, nothing in common. */
    private Future<Double> disagreement(Exchange exchange, Semantic semantic, CachedAnswer given, AnswerBody asked) {
        String one;
        String other = said(asked);
        try {
            one = said(exchange.format().answer(given.json()));
        } catch (IOException unreadable) {
            return Future.failedFuture(unreadable);
        }
        return one.equals(other)
                ? Future.succeededFuture(0.0)
                : Future.all(
                                embeddings.embed(exchange, semantic, beginning(one)),
                                embeddings.embed(exchange, semantic, beginning(other)))
                        .map(both -> 1 - both.<QuestionVector>resultAt(0).similarity(both.resultAt(1)));
    }

    private static String said(AnswerBody answer) {
        return answer.texts().stream()
                .filter(text -> text.channel().part() != Channel.Part.REASONING)
                .map(answer::text)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), COMPARED_CHARACTERS));
    }
}
