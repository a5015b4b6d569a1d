package org.llmops.router.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** What a client may write as a model, in the shape of OpenAI's list. */
public final class ModelList {
    private final Map<String, String> ownerByModel = new LinkedHashMap<>();

    private ModelList() {}

    /** Routes, then models; where two providers have a model of one name, the second is told apart by its provider. */
    public static ModelList of(Configuration configuration, AllowedModels allowed) {
        ModelList list = new ModelList();
        configuration.routes().stream()
                .map(route -> "route:" + route.name())
                .filter(route -> allowed.allow(List.of(route)))
                .forEach(route -> list.ownerByModel.put(route, "llmops"));
        Set<String> taken = new HashSet<>();
        for (Provider provider : configuration.providers()) {
            for (ProviderModel model : provider.models()) {
                String qualified = provider.name() + "/" + model.id();
                String id = taken.add(model.id()) ? model.id() : qualified;
                if (allowed.allow(List.of(qualified, model.id()))) {
                    list.ownerByModel.put(id, provider.name());
                }
            }
        }
        return list;
    }

    /** The whole list. */
    public byte[] json() {
        ObjectNode document = Json.object().put("object", "list");
        ArrayNode data = document.putArray("data");
        ownerByModel.forEach((id, owner) -> data.add(model(id, owner)));
        return Json.bytes(document);
    }

    /** One of the list; empty when it is not in it. */
    public Optional<byte[]> json(String id) {
        return Optional.ofNullable(ownerByModel.get(id)).map(owner -> Json.bytes(model(id, owner)));
    }

    /** When a model came into being is its maker's secret. */
    private static ObjectNode model(String id, String owner) {
        return Json.object()
                .put("id", id)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", owner);
    }
}
