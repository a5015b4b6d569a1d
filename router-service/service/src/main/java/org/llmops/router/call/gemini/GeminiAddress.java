package org.llmops.router.call.gemini;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Provider;

/** Where a model lives and how its door opens: Google AI and Vertex AI differ in both. */
final class GeminiAddress {
    private GeminiAddress() {}

    /** @param method such as {@code generateContent} */
    static String path(Target target, String method) {
        return "/" + name(target) + ":" + method;
    }

    /** The model as the API names it: {@code models/…} unless its id says more. */
    static String name(Target target) {
        String id = target.model().id();
        if (id.indexOf('/') >= 0) {
            return id;
        }
        String base = path(target.provider());
        boolean publisherMissing = isVertex(target) && !base.contains("/publishers/");
        return (publisherMissing ? "publishers/google/models/" : "models/") + id;
    }

    /** Vertex AI has projects in its paths, or Google Cloud's host. */
    static boolean isVertex(Target target) {
        String host = target.provider().baseUrl().getHost();
        return host != null && host.endsWith("aiplatform.googleapis.com")
                || path(target.provider()).contains("/projects/");
    }

    private static String path(Provider provider) {
        URI base = provider.baseUrl();
        return base.getPath() == null ? "" : base.getPath();
    }

    /** OAuth tokens go where tokens go; Google's API keys begin with letters of their own. */
    static Map<String, String> credential(Target target) {
        Map<String, String> headers = new HashMap<>();
        if (target.provider().credential().isPresent()) {
            String secret = target.provider().credential().reveal();
            boolean key = secret.startsWith("AIza") || secret.startsWith("AQ.");
            boolean token = secret.startsWith("ya29.") || isVertex(target) && !key;
            headers.put(token ? "Authorization" : "x-goog-api-key", token ? "Bearer " + secret : secret);
        }
        return headers;
    }
}
