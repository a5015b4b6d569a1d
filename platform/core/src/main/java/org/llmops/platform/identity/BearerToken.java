package org.llmops.platform.identity;

import io.vertx.core.http.HttpServerRequest;

/** What a request sends as `Authorization: Bearer`. */
final class BearerToken {
    private static final String BEARER = "Bearer ";

    private BearerToken() {}

    /** Empty when the request sends none. */
    static String of(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : "";
    }
}
