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
 * @param surfaces what of OpenAI's API it serves itself; empty: what is usual
 */
record ProviderDefinition(
        Dialect dialect,
        URI baseUrl,
        String priceBookProvider,
        List<ProviderModel> models,
        Capacity capacity,
        Set<Surface> surfaces) {
    ProviderDefinition {
        models = List.copyOf(models);
        surfaces = Set.copyOf(surfaces);
        if (!surfaces.isEmpty() && !Surface.isMatterFor(dialect)) {
            throw PROVIDER_INVALID.at("surfaces", "Only providers of the dialects openai and azure have a choice");
        }
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
