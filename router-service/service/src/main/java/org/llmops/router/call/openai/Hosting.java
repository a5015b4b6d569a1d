package org.llmops.router.call.openai;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.llmops.router.exchange.Target;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.passthrough.PassthroughFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** Where the endpoints of OpenAI's API are found, and how the caller says who it is. */
public enum Hosting {
    /** OpenAI, and all who imitate it: the paths follow the base URL, the key is a bearer token. */
    OPENAI {
        @Override
        String path(WireFormat format, Target target) {
            return endpoint(format);
        }

        @Override
        Map<String, String> headers(String secret) {
            return Map.of("Authorization", "Bearer " + secret);
        }
    },
    /**
     * Azure: with a base URL that ends with {@code /v1} the paths follow it too. With one that names an API version, models
     * are deployments with a path of their own; responses and Foundry's {@code /models} name the model in the body.
     */
    AZURE {
        @Override
        String path(WireFormat format, Target target) {
            URI base = target.provider().baseUrl();
            String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
            return place(base.getPath(), query.isEmpty(), format, target) + endpoint(format) + query;
        }

        @Override
        Map<String, String> headers(String secret) {
            return Map.of("api-key", secret);
        }
    };

    /** To be appended to the base URL. */
    abstract String path(WireFormat format, Target target);

    /** What the provider recognises its customer by. */
    abstract Map<String, String> headers(String secret);

    private static String place(String base, boolean unversioned, WireFormat format, Target target) {
        boolean complete = base.endsWith("/v1") || base.endsWith("/models") || base.contains("/deployments/");
        if (unversioned || complete) {
            return "";
        }
        String root = base.endsWith("/openai") || base.endsWith("/openai/") ? "" : "/openai";
        return format == ResponsesFormat.RESPONSES || isOfProvider(format)
                ? root
                : root
                        + "/deployments/"
                        + URLEncoder.encode(target.model().id(), StandardCharsets.UTF_8)
                                .replace("+", "%20");
    }

    /** Files and batches belong to no deployment. */
    private static boolean isOfProvider(WireFormat format) {
        return format instanceof PassthroughFormat passing && passing.endpoint().isOfProvider();
    }

    private static String endpoint(WireFormat format) {
        if (format instanceof PassthroughFormat passing) {
            return passing.path();
        }
        if (format == ChatFormat.CHAT) {
            return "/chat/completions";
        }
        if (format == ResponsesFormat.RESPONSES) {
            return "/responses";
        }
        if (format == CompletionsFormat.COMPLETIONS) {
            return "/completions";
        }
        if (format == EmbeddingsFormat.EMBEDDINGS) {
            return "/embeddings";
        }
        throw new IllegalArgumentException("OpenAI has no endpoint for " + format.surface());
    }
}
