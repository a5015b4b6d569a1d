package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.JsonType;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/moderations}: a text is flagged for a category whose name it has in it, such as {@code violence}. */
@ApplicationScoped
class Moderations implements BatchOperation {

    private static final List<String> CATEGORIES = List.of(
            "harassment",
            "harassment/threatening",
            "sexual",
            "hate",
            "hate/threatening",
            "illicit",
            "illicit/violent",
            "self-harm",
            "self-harm/intent",
            "self-harm/instructions",
            "sexual/minors",
            "violence",
            "violence/graphic");

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, path(), this);
    }

    @Override
    public String path() {
        return "/v1/moderations";
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.MODERATION;
    }

    @Override
    public Reply reply(Model model, Fields body) {
        JsonArray results = new JsonArray();
        texts(body).forEach(text -> results.add(result(text.toLowerCase(Locale.ROOT))));
        return new Reply.Whole(
                new JsonObject()
                        .put("id", RandomIds.next("modr-"))
                        .put("model", model.id())
                        .put("results", results),
                0);
    }

    /** A string, several, or the parts of one message. */
    private static List<String> texts(Fields body) {
        return switch (body.value("input")) {
            case String text -> List.of(text);
            case JsonArray texts
            when texts.stream().allMatch(String.class::isInstance) ->
                texts.stream().map(String.class::cast).toList();
            case JsonArray ignored ->
                List.of(ChatContent.ofParts(Message.Role.USER, body.objects("input"))
                        .text());
            case null -> throw OPENAI.missing("input");
            case Object other -> throw OPENAI.mistyped("input", JsonType.STRING, other);
        };
    }

    private static JsonObject result(String text) {
        JsonObject categories = new JsonObject();
        JsonObject scores = new JsonObject();
        JsonObject inputs = new JsonObject();
        boolean flagged = false;
        for (String category : CATEGORIES) {
            boolean found = text.contains(category);
            flagged |= found;
            categories.put(category, found);
            scores.put(category, found ? 0.98 : 0.001);
            inputs.put(category, JsonArray.of("text"));
        }
        return new JsonObject()
                .put("flagged", flagged)
                .put("categories", categories)
                .put("category_scores", scores)
                .put("category_applied_input_types", inputs);
    }
}
