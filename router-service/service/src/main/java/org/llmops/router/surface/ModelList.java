package org.llmops.router.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.llmops.router.body.Json;
import org.llmops.router.keys.AllowedModels;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.snapshot.Configuration;

/** What a client may write as a model, in the shape of OpenAI's list or of Anthropic's. */
public final class ModelList {
    /** What Anthropic's API says where a date is unknown. */
    private static final String UNKNOWN_TIME = "1970-01-01T00:00:00Z";

    private final Map<String, String> ownerByModel = new LinkedHashMap<>();
    /** By every name that is understood: a list with all of them would name most models twice. */
    private final Map<String, String> ownerByName = new HashMap<>();

    private ModelList() {}

    /**
     * Which part of a list is wanted.
     *
     * @param after what follows this one; empty: from the beginning
     * @param before what stands right before this one; empty: to the end
     */
    public record Page(int limit, String after, String before) {
        /** The most that Anthropic's API gives at once. */
        public static final int MAX_LIMIT = 1_000;

        public Page {
            if (limit < 1 || limit > MAX_LIMIT) {
                throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " models");
            }
        }
    }

    /** Routes, then models; where two providers have a model of one name, the second is told apart by its provider. */
    public static ModelList of(Configuration configuration, AllowedModels allowed) {
        ModelList list = new ModelList();
        configuration.routes().stream()
                .map(route -> "route:" + route.name())
                .filter(route -> allowed.allow(List.of(route)))
                .forEach(route -> list.add(route, route, "llmops"));
        Set<String> taken = new HashSet<>();
        for (Provider provider : configuration.providers()) {
            for (ProviderModel model : provider.models()) {
                String qualified = provider.name() + "/" + model.id();
                String id = taken.add(model.id()) ? model.id() : qualified;
                if (allowed.allow(List.of(qualified, model.id()))) {
                    list.add(id, qualified, provider.name());
                }
            }
        }
        return list;
    }

    private void add(String id, String qualified, String owner) {
        ownerByModel.put(id, owner);
        ownerByName.put(id, owner);
        ownerByName.put(qualified, owner);
    }

    /** The whole list, as OpenAI tells it. */
    public byte[] openAi() {
        ObjectNode document = Json.object().put("object", "list");
        ArrayNode data = document.putArray("data");
        ownerByModel.forEach((id, owner) -> data.add(openAi(id, owner)));
        return Json.bytes(document);
    }

    /** One model by any of its names, as OpenAI tells it; empty when there is none. */
    public Optional<byte[]> openAi(String id) {
        return Optional.ofNullable(ownerByName.get(id)).map(owner -> Json.bytes(openAi(id, owner)));
    }

    /** A page of the list, as Anthropic tells it. */
    public byte[] anthropic(Page page) {
        List<String> ids = List.copyOf(ownerByModel.keySet());
        int from = ids.indexOf(page.after()) + 1;
        int to = ids.contains(page.before()) ? Math.max(from, ids.indexOf(page.before())) : ids.size();
        boolean more = to - from > page.limit();
        List<String> shown = page.before().isEmpty()
                ? ids.subList(from, Math.min(to, from + page.limit()))
                : ids.subList(Math.max(from, to - page.limit()), to);
        ObjectNode document = Json.object();
        ArrayNode data = document.putArray("data");
        shown.forEach(id -> data.add(anthropicModel(id)));
        return Json.bytes(document.put("has_more", more)
                .put("first_id", shown.isEmpty() ? null : shown.getFirst())
                .put("last_id", shown.isEmpty() ? null : shown.getLast()));
    }

    /** One model by any of its names, as Anthropic tells it; empty when there is none. */
    public Optional<byte[]> anthropic(String id) {
        return ownerByName.containsKey(id) ? Optional.of(Json.bytes(anthropicModel(id))) : Optional.empty();
    }

    private static ObjectNode anthropicModel(String id) {
        return Json.object()
                .put("type", "model")
                .put("id", id)
                .put("display_name", id)
                .put("created_at", UNKNOWN_TIME);
    }

    /** When a model came into being is its maker's secret. */
    private static ObjectNode openAi(String id, String owner) {
        return Json.object()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", owner);
    }
}
