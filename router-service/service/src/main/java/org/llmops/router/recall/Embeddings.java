package org.llmops.router.recall;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.cache.CachePolicy.Semantic;
import org.llmops.router.cache.NgramEmbedding;
import org.llmops.router.cache.QuestionVector;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.InnerCalls;
import org.llmops.router.exchange.Operation;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** Embeds texts as a route wants them embedded: by a model, in a call on the caller's account, or by the built-in n-grams. */
@Singleton
class Embeddings {
    private static final Logger LOG = Logger.getLogger(Embeddings.class);

    private final InnerCalls calls;
    private final RecallSettings settings;

    Embeddings(InnerCalls calls, RecallSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    /** Names what embeds: vectors of different names do not compare. */
    static String name(Semantic semantic) {
        return semantic.embedding() == null ? NgramEmbedding.NAME : "model:" + semantic.embedding();
    }

    /** Where the text points; fails when the model does not say so in time. */
    Future<QuestionVector> embed(Exchange because, Semantic semantic, String text) {
        if (semantic.embedding() == null) {
            return Future.succeededFuture(NgramEmbedding.of(text));
        }
        byte[] request = Json.bytes(Json.object()
                .put("model", semantic.embedding())
                .put("input", text)
                .put("encoding_format", "float"));
        return inTime(
                because.context().owner(),
                calls.ask(because, Operation.EMBEDDINGS, EmbeddingsFormat.EMBEDDINGS, request)
                        .compose(Embeddings::vector)
                        .onFailure(failure -> LOG.warnf("A question could not be embedded: %s", failure.getMessage())));
    }

    /** The call goes on when it is late: its usage counts all the same. */
    private Future<QuestionVector> inTime(Vertx vertx, Future<QuestionVector> embedding) {
        Promise<QuestionVector> intime = Promise.promise();
        long timer =
                vertx.setTimer(settings.embedFor().toMillis(), late -> intime.tryFail("The embedding takes too long"));
        embedding.onComplete(outcome -> {
            vertx.cancelTimer(timer);
            if (outcome.succeeded()) {
                intime.tryComplete(outcome.result());
            } else {
                intime.tryFail(outcome.cause());
            }
        });
        return intime.future();
    }

    private static Future<QuestionVector> vector(AnswerBody answer) {
        try {
            JsonNode components = Json.tree(answer.bytes()).at("/data/0/embedding");
            int size = components.size();
            if (size == 0 || size > QuestionVector.MAX_COMPONENTS) {
                return Future.failedFuture(
                        "The answer holds no embedding of at most " + QuestionVector.MAX_COMPONENTS + " numbers");
            }
            float[] vector = new float[size];
            for (int i = 0; i < size; i++) {
                vector[i] = (float) components.get(i).asDouble();
            }
            return Future.succeededFuture(QuestionVector.of(vector));
        } catch (IOException malformed) {
            return Future.failedFuture(malformed);
        }
    }
}
