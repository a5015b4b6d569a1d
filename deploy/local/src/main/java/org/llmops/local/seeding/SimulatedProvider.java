package org.llmops.local.seeding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.llmops.local.api.Answer;
import org.llmops.local.api.Json;
import org.llmops.local.api.Suite;

/** The simulator as a model provider, at the port and with the models that it has now. */
record SimulatedProvider(String name, String baseUrl) implements Seed {
    private static final String PROVIDERS = "/admin/v1/providers";

    @Override
    public String what() {
        return "provider " + name;
    }

    @Override
    public boolean ensure(Suite admin) {
        Answer known = admin.router().get(PROVIDERS + "/" + name).expect(200, 404);
        ObjectNode provider = Json.resource("seed/" + name + ".json").put("base_url", baseUrl);
        if (known.status() == 404) {
            admin.router().post(PROVIDERS, provider).expect(201);
            return true;
        }
        boolean moved = !known.json().path("base_url").asText().equals(baseUrl);
        if (moved || !models(known.json()).containsAll(models(provider))) {
            admin.router().put(PROVIDERS + "/" + name, provider).expect(200);
            return true;
        }
        return false;
    }

    private static Set<String> models(JsonNode provider) {
        Set<String> ids = new HashSet<>();
        provider.path("models").forEach(model -> ids.add(model.path("id").asText()));
        return ids;
    }
}
