package org.llmops.router.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.llmops.router.body.Json;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.snapshot.Configuration;

/** What a workspace's clients may write as a model, in the shape of OpenAI's list. */
public final class ModelList {
    private final Map<String, String> ownerByModel = new LinkedHashMap<>();

    private ModelList() {}

    /** Routes, then models; where two providers have a model of one name, the second is told apart by its provider. */
    public static ModelList of(Configuration configuration) {
        ModelList list = new ModelList();
        configuration.routes().forEach(route -> list.ownerByModel.put("route:" + route.name(), "llmops"));
        for (Provider provider : configuration.providers()) {
            for (ProviderModel model : provider.models()) {
                String id = list.ownerByModel.containsKey(model.id()) ? provider.name() + "/" + model.id() : model.id();
                list.ownerByModel.put(id, provider.name());
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
