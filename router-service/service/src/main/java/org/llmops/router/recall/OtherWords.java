package org.llmops.router.recall;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import org.llmops.router.cache.AnswerCache;
import org.llmops.router.cache.AskedQuestion;
import org.llmops.router.cache.BucketKey;
import org.llmops.router.cache.CacheKey;
import org.llmops.router.cache.CachePolicy.Semantic;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.cache.Keeping;
import org.llmops.router.cache.LikeQuestions;
import org.llmops.router.cache.LikeQuestions.Candidate;
import org.llmops.router.cache.QuestionGuard;
import org.llmops.router.cache.QuestionVector;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;

/** Finds the answer to a question that was asked before in other words, with everything else the same. */
@Singleton
class OtherWords {
    private final Embeddings embeddings;
    private final LikeQuestions questions;
    private final AnswerCache answers;
    private final AnswerChecks checks;
    private final RecallMetrics metrics;

    OtherWords(
            Embeddings embeddings,
            LikeQuestions questions,
            AnswerCache answers,
            AnswerChecks checks,
            RecallMetrics metrics) {
        this.embeddings = embeddings;
        this.questions = questions;
        this.answers = answers;
        this.checks = checks;
        this.metrics = metrics;
    }

    /** An answer, and how alike its question is. */
    record Found(CachedAnswer answer, double similarity) {}

    /** Never fails: what cannot be embedded is like nothing. Where the call may be kept, its question will be, too. */
    Future<Optional<Found>> find(
            Exchange exchange, Semantic semantic, CacheKey key, boolean mayStore, Predicate<CachedAnswer> fresh) {
        Optional<Question> question = Question.of(exchange);
        Optional<byte[]> rest = question.flatMap(asked -> Recall.canonical(exchange, asked.rest()));
        if (rest.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        String text = question.orElseThrow().text();
        BucketKey bucket = BucketKey.of(exchange.caller().workspace(), Embeddings.name(semantic), rest.get());
        return embeddings
                .embed(exchange, semantic, text)
                .compose(vector -> search(exchange, semantic, key, mayStore, fresh, bucket, text, vector))
                .otherwise(Optional.empty());
    }

    private Future<Optional<Found>> search(
            Exchange exchange,
            Semantic semantic,
            CacheKey key,
            boolean mayStore,
            Predicate<CachedAnswer> fresh,
            BucketKey bucket,
            String text,
            QuestionVector vector) {
        if (!vector.isMeaningful()) {
            return Future.succeededFuture(Optional.empty());
        }
        AskedQuestion asked = new AskedQuestion(bucket, text, vector);
        if (mayStore) {
            exchange.keeping(new Keeping(key, asked));
        }
        return Futures.on(exchange.context(), questions.find(asked, semantic.threshold()))
                .compose(candidates -> first(
                        exchange,
                        candidates.stream()
                                .filter(candidate -> meansTheSame(semantic, text, candidate))
                                .iterator(),
                        fresh));
    }

    private boolean meansTheSame(Semantic semantic, String text, Candidate candidate) {
        String other = candidate.question().text();
        boolean same = QuestionGuard.saysTheSame(text, other)
                && (semantic.embedding() != null || QuestionGuard.isWordedAlike(text, other));
        if (!same) {
            metrics.guarded();
        }
        return same;
    }

    private Future<Optional<Found>> first(
            Exchange exchange, Iterator<Candidate> candidates, Predicate<CachedAnswer> fresh) {
        if (!candidates.hasNext()) {
            return Future.succeededFuture(Optional.empty());
        }
        Candidate candidate = candidates.next();
        return Futures.on(exchange.context(), answers.find(candidate.question().answer()))
                .compose(answer -> answer.filter(fresh).isPresent()
                        ? Future.succeededFuture(Optional.of(new Found(answer.get(), candidate.similarity())))
                        : first(exchange, candidates, fresh));
    }

    /** Finds out, for a share of the answers given, what the model would have answered. Nobody waits for it. */
    void check(Exchange exchange, Semantic semantic, CachedAnswer given) {
        checks.maybe(exchange, semantic, given);
    }
}
