package org.llmops.router.providers;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A provider as calls use it.
 *
 * @param priceBookProvider the name its models are priced under
 * @param baseUrl the dialect's paths are appended to it
 * @param credential the one in use
 * @param credentials all it has; empty when it asks for none
 * @param capacity how much may be asked of each of its models at once
 * @param surfaces what of OpenAI's API it serves itself, should it speak OpenAI's dialect
 */
public record Provider(
        WorkspaceId workspace,
        String name,
        String priceBookProvider,
        Dialect dialect,
        URI baseUrl,
        Credential credential,
        List<ProviderModel> models,
        List<ProviderCredential> credentials,
        Capacity capacity,
        Set<Surface> surfaces) {
    public Provider {
        models = List.copyOf(models);
        surfaces = Set.copyOf(surfaces);
        credentials = List.copyOf(credentials);
    }

    /** A provider with one credential at most, of which as much may be asked as comes. */
    public Provider(
            WorkspaceId workspace,
            String name,
            String priceBookProvider,
            Dialect dialect,
            URI baseUrl,
            Credential credential,
            List<ProviderModel> models) {
        this(
                workspace,
                name,
                priceBookProvider,
                dialect,
                baseUrl,
                credential,
                models,
                credential.isPresent()
                        ? List.of(new ProviderCredential(
                                ProviderCredential.DEFAULT, credential, 1, ProviderCredential.State.ACTIVE, 0))
                        : List.of(),
                Capacity.UNLIMITED,
                Surface.usual(dialect, baseUrl));
    }

    /** This provider, spoken to with that credential. */
    public Provider using(Credential chosen) {
        return chosen == credential
                ? this
                : new Provider(
                        workspace,
                        name,
                        priceBookProvider,
                        dialect,
                        baseUrl,
                        chosen,
                        models,
                        credentials,
                        capacity,
                        surfaces);
    }

    /** Whether it serves clients of this format itself. */
    public boolean serves(String format) {
        Surface surface = Surface.of(format);
        return surface != null && surfaces.contains(surface);
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
