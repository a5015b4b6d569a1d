package org.llmops.router.snapshot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.providers.Provider;
import org.llmops.router.routes.RouteVersion;

/**
 * The providers and routes of one workspace at one moment: a route in force never names a provider or model that is
 * missing here.
 */
public final class Configuration {
    private final WorkspaceId workspace;
    private final List<Provider> providers;
    private final List<RouteVersion> routes;
    private final Map<String, Provider> providersByName;
    private final Map<String, RouteVersion> routesByName;

    private Configuration(WorkspaceId workspace, List<Provider> providers, List<RouteVersion> routes) {
        this.workspace = workspace;
        this.providers = List.copyOf(providers);
        this.routes = List.copyOf(routes);
        this.providersByName = HashMap.newHashMap(providers.size());
        providers.forEach(provider -> providersByName.put(provider.name(), provider));
        this.routesByName = HashMap.newHashMap(routes.size());
        routes.forEach(route -> routesByName.put(route.name(), route));
    }

    /**
     * @param providers in the order they were created: a bare model name means the first that serves it
     * @param routes the versions in force, by name
     */
    public static Configuration of(WorkspaceId workspace, List<Provider> providers, List<RouteVersion> routes) {
        return new Configuration(workspace, providers, routes);
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    public Optional<Provider> provider(String name) {
        return Optional.ofNullable(providersByName.get(name));
    }

    public List<Provider> providers() {
        return providers;
    }

    public Optional<RouteVersion> route(String name) {
        return Optional.ofNullable(routesByName.get(name));
    }

    public List<RouteVersion> routes() {
        return routes;
    }
}
