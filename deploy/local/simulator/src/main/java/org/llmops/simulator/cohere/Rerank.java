package org.llmops.simulator.cohere;

import static org.llmops.simulator.cohere.CohereDialect.COHERE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.llmops.simulator.answering.Embedding;
import org.llmops.simulator.answering.Tokens;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/**
 * {@code POST /v1/rerank} and {@code /v2/rerank}: documents by the likeness of their letters to the query's. The answer has
 * the members of Cohere's ({@code meta}) and of Jina's ({@code usage}), so that a reader of either finds its own.
 */
@ApplicationScoped
class Rerank implements Endpoint {

    private static final int DIMENSIONS = 512;
    private static final int MOST_DOCUMENTS = 1_000;
    private static final int DOCUMENTS_OF_A_UNIT = 100;

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/rerank", this);
        serving.post(router, "/v2/rerank", this);
    }

    private record Ranked(int index, String text, double score) {}

    @Override
    public Dialect dialect() {
        return COHERE;
    }

    @Override
    public Capability capability() {
        return Capability.RERANKING;
    }

    @Override
    public Reply reply(Model model, Fields body) {
        String query = body.requiredText("query");
        List<String> documents = documents(body);
        int top = body.integer("top_n", 1, Integer.MAX_VALUE).orElse(documents.size());
        boolean returned = body.flag("return_documents");
        JsonArray results = new JsonArray();
        ranked(query, documents).stream().limit(top).forEach(document -> {
            JsonObject result =
                    new JsonObject().put("index", document.index()).put("relevance_score", document.score());
            results.add(returned ? result.put("document", new JsonObject().put("text", document.text())) : result);
        });
        int tokens = Tokens.count(query) * documents.size()
                + documents.stream().mapToInt(Tokens::count).sum();
        int units = Math.ceilDiv(documents.size(), DOCUMENTS_OF_A_UNIT);
        return new Reply.Whole(
                new JsonObject()
                        .put("id", RandomIds.next(""))
                        .put("model", model.id())
                        .put("object", "list")
                        .put("results", results)
                        .put("usage", new JsonObject().put("total_tokens", tokens))
                        .put("meta", CohereEmbed.meta(new JsonObject().put("search_units", units))),
                0);
    }

    private static List<String> documents(Fields body) {
        JsonArray array = body.array("documents").orElseThrow(() -> COHERE.missing("documents"));
        if (array.isEmpty() || array.size() > MOST_DOCUMENTS) {
            throw COHERE.invalid("documents", "there have to be 1 to " + MOST_DOCUMENTS + " of them");
        }
        List<String> documents = new ArrayList<>();
        for (Object document : array) {
            documents.add(
                    switch (document) {
                        case String text -> text;
                        case JsonObject object -> object.getString("text", object.encode());
                        default -> throw COHERE.invalid("documents", "each has to be a string or an object");
                    });
        }
        return documents;
    }

    private static List<Ranked> ranked(String query, List<String> documents) {
        Embedding wanted = Embedding.ofText(query, DIMENSIONS);
        List<Ranked> ranked = new ArrayList<>();
        for (int index = 0; index < documents.size(); index++) {
            String text = documents.get(index);
            double likeness = wanted.cosine(Embedding.ofText(text, DIMENSIONS));
            ranked.add(new Ranked(index, text, Math.max(0, likeness)));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        return ranked;
    }
}
