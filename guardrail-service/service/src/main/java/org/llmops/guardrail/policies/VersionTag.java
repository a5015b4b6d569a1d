package org.llmops.guardrail.policies;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** A version's number as an entity tag (RFC 9110, section 8.8.3): version 3 is {@code "3"}. */
final class VersionTag {
    private VersionTag() {}

    /** The version with its tag, or 304 when If-None-Match shows that the caller has it. */
    static RestResponse<VersionBody> answer(@Nullable String ifNoneMatch, VersionBody version) {
        ResponseBuilder<VersionBody> answer =
                matches(ifNoneMatch, version) ? ResponseBuilder.notModified() : ResponseBuilder.ok(version);
        return tagged(answer.header(HttpHeaders.CACHE_CONTROL, "private, no-cache"), version);
    }

    static RestResponse<VersionBody> tagged(ResponseBuilder<VersionBody> answer, VersionBody version) {
        // The same URL and tag mean another policy in another workspace.
        return answer.header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION + ", X-Workspace")
                .header(HttpHeaders.ETAG, of(version))
                .build();
    }

    private static String of(VersionBody version) {
        return "\"" + version.version() + "\"";
    }

    private static boolean matches(@Nullable String ifNoneMatch, VersionBody version) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(of(version)));
    }
}
