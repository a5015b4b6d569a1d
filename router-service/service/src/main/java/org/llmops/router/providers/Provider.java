package org.llmops.router.providers;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A provider as calls use it.
 *
 * @param priceBookProvider the name its models are priced under
 * @param baseUrl the dialect's paths are appended to it
 */
public record Provider(
        WorkspaceId workspace,
        String name,
        String priceBookProvider,
        Dialect dialect,
        URI baseUrl,
        Credential credential,
        List<ProviderModel> models) {
    public Provider {
        models = List.copyOf(models);
    }

    public Optional<ProviderModel> model(String id) {
        for (ProviderModel model : models) {
            if (model.id().equals(id)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}
