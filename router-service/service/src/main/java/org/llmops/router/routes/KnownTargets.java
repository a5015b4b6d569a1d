package org.llmops.router.routes;

import static org.llmops.router.RouterProblem.ROUTE_TARGET_UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.platform.problem.FieldError;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.routes.document.Node;
import org.llmops.router.routes.document.RouteDocument;
import org.llmops.router.routes.document.RouteTarget;

/**
 * What a document may name in a workspace.
 *
 * @param modelsOf by provider
 * @param routes that are in force
 */
record KnownTargets(Map<String, List<ProviderModel>> modelsOf, Set<String> routes) {
    private static final String ROUTE = "route:";
    private static final int MOST_TOLD = 20;

    /** Fails naming every place of the document that leads nowhere. */
    void check(String route, RouteDocument document) {
        List<FieldError> unknown = new ArrayList<>();
        check(document.root(), unknown);
        CachePolicy cache = document.cache();
        CachePolicy.Semantic semantic = cache == null ? null : cache.semantic();
        if (semantic != null && semantic.embedding() != null) {
            checkEmbedding(route, semantic.embedding(), unknown);
        }
        if (!unknown.isEmpty()) {
            throw ROUTE_TARGET_UNKNOWN.at(unknown.subList(0, Math.min(unknown.size(), MOST_TOLD)));
        }
    }

    private void check(Node node, List<FieldError> unknown) {
        if (node instanceof Node.Leaf leaf) {
            check(leaf.path(), leaf.target(), unknown);
        } else if (node instanceof Node.Shadow shadow) {
            check(shadow.path() + ".target", shadow.copy(), unknown);
        }
        node.children().forEach(child -> check(child, unknown));
    }

    private void check(String path, RouteTarget target, List<FieldError> unknown) {
        List<ProviderModel> models = modelsOf.get(target.provider());
        if (models == null) {
            unknown.add(new FieldError(path + ".provider", "No provider is called '" + target.provider() + "'"));
        } else if (!serves(models, target.model())) {
            unknown.add(new FieldError(
                    path + ".model", "Provider '%s' has no model '%s'".formatted(target.provider(), target.model())));
        }
    }

    private void checkEmbedding(String route, String name, List<FieldError> unknown) {
        String path = "cache.semantic.embedding";
        if (!name.startsWith(ROUTE)) {
            if (!isModel(name)) {
                unknown.add(new FieldError(path, "No provider has a model '" + name + "'"));
            }
        } else if (name.equals(ROUTE + route)) {
            unknown.add(new FieldError(path, "A route cannot embed for itself: name another"));
        } else if (!routes.contains(name.substring(ROUTE.length()))) {
            unknown.add(new FieldError(path, "No route is called '" + name.substring(ROUTE.length()) + "'"));
        }
    }

    /** With its provider in front or without: model names may hold slashes themselves. */
    private boolean isModel(String name) {
        int slash = name.indexOf('/');
        List<ProviderModel> qualified = slash < 0 ? null : modelsOf.get(name.substring(0, slash));
        return qualified != null && serves(qualified, name.substring(slash + 1))
                || modelsOf.values().stream().anyMatch(models -> serves(models, name));
    }

    private static boolean serves(List<ProviderModel> models, String id) {
        return models.stream().anyMatch(model -> model.id().equals(id));
    }
}
