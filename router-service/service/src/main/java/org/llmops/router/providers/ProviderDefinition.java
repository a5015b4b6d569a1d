package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.PROVIDER_INVALID;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a provider is, without its credential.
 *
 * @param baseUrl checked by BaseUrl
 * @param priceBookProvider the name its models are priced under
 * @param models each once
 */
record ProviderDefinition(
        Dialect dialect, URI baseUrl, String priceBookProvider, List<ProviderModel> models, Capacity capacity) {
    ProviderDefinition {
        models = List.copyOf(models);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            if (!ids.add(models.get(i).id())) {
                throw PROVIDER_INVALID.at("models[" + i + "].id", "Another model has the same id: name each once");
            }
        }
    }

    boolean serves(String modelId) {
        return models.stream().anyMatch(model -> model.id().equals(modelId));
    }
}
