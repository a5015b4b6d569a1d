package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.BASE_URL_REFUSED;
import static org.llmops.router.RouterProblem.PROVIDER_INVALID;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a dialect expects of base URLs and credentials: a mistake is told when it is made, not when calls fail. */
final class Access {
    private static final Pattern AWS_KEYS = Pattern.compile("[A-Z0-9]{16,128}:[A-Za-z0-9/+=]{16,128}(?::\\S+)?");

    private Access() {}

    /** @param credential empty: the provider keeps the one it has */
    static void check(Dialect dialect, URI baseUrl, Optional<Credential> credential) {
        String secret = credential.map(Credential::reveal).orElse("");
        switch (dialect) {
            case GEMINI -> gemini(baseUrl, secret);
            case BEDROCK -> bedrock(baseUrl, secret);
            case COHERE -> cohere(baseUrl);
            case AZURE -> azure(baseUrl);
            case OPENAI, ANTHROPIC -> {}
        }
    }

    private static void azure(URI url) {
        if (url.getRawQuery() == null
                && !Objects.requireNonNullElse(url.getPath(), "").endsWith("/v1")) {
            refuseUrl("It must end with /openai/v1, or name the version of the API: /openai?api-version=2024-10-21");
        }
    }

    private static void gemini(URI url, String secret) {
        String host = Objects.requireNonNullElse(url.getHost(), "");
        String path = Objects.requireNonNullElse(url.getPath(), "");
        if (path.endsWith("/openai")) {
            refuseUrl(
                    "That is Google's OpenAI-compatible surface: use dialect 'openai' for it, or leave '/openai' out");
        }
        if (host.equals("generativelanguage.googleapis.com") && !path.startsWith("/v1")) {
            refuseUrl("It must name the version: https://generativelanguage.googleapis.com/v1beta");
        }
        boolean vertex = host.endsWith("aiplatform.googleapis.com");
        boolean placed = path.contains("/projects/") && path.contains("/locations/");
        if (vertex && !placed && !path.startsWith("/v1")) {
            refuseUrl("It must name version, project and location: https://<location>-aiplatform.googleapis.com"
                    + "/v1/projects/<project>/locations/<location>");
        }
        if (path.contains("/models")) {
            refuseUrl("It must end before '/models': the router appends the model");
        }
        if (secret.startsWith("{")) {
            refuseCredential(
                    "A service account's key file is not exchanged for tokens: give an API key or an access token");
        }
    }

    private static void bedrock(URI url, String secret) {
        String host = Objects.requireNonNullElse(url.getHost(), "");
        if (host.startsWith("bedrock.") && host.contains("amazonaws.com")) {
            refuseUrl(
                    "That is Bedrock's administration: models answer at https://bedrock-runtime.<region>.amazonaws.com");
        }
        if (!secret.contains(":")) {
            // An API key of Bedrock, or none: a proxy may sign by itself.
            return;
        }
        if (!AWS_KEYS.matcher(secret).matches()) {
            refuseCredential(
                    "It must be ACCESS_KEY_ID:SECRET, ACCESS_KEY_ID:SECRET:SESSION_TOKEN or an API key of Bedrock");
        }
        if (AwsRegion.of(url).isEmpty()) {
            refuseUrl(
                    "It must name the region that signatures are made for: https://bedrock-runtime.<region>.amazonaws.com");
        }
    }

    private static void cohere(URI url) {
        String host = Objects.requireNonNullElse(url.getHost(), "");
        String path = Objects.requireNonNullElse(url.getPath(), "");
        boolean coheres = host.endsWith("cohere.com") || host.endsWith("cohere.ai");
        if (coheres && !path.endsWith("/v2")) {
            refuseUrl("It must name the version: https://api.cohere.com/v2");
        }
    }

    private static void refuseUrl(String detail) {
        throw BASE_URL_REFUSED.at("base_url", detail);
    }

    private static void refuseCredential(String detail) {
        throw PROVIDER_INVALID.at("credential", detail);
    }
}
