package org.llmops.platform.version;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceHeader;

/**
 * A version's number as an entity tag (RFC 9110, section 8.8.3): version 3 is `"3"`. The same URL and tag mean another
 * text in another workspace, so a cache must keep them apart by what names the workspace.
 */
public final class VersionTag {
    private static final List<String> WORKSPACE_HEADERS = List.of(HttpHeaders.AUTHORIZATION, WorkspaceHeader.NAME);

    private VersionTag() {}

    /** The body with its tag, or 304 when If-None-Match shows that the caller has it. */
    public static <T> RestResponse<T> answer(@Nullable String ifNoneMatch, int version, T body) {
        return tagged(
                matches(ifNoneMatch, version)
                        ? ResponseBuilder.<T>notModified()
                        : ResponseBuilder.ok(body).header(HttpHeaders.CACHE_CONTROL, "private, no-cache"),
                version);
    }

    public static <T> RestResponse<T> tagged(ResponseBuilder<T> response, int version) {
        WORKSPACE_HEADERS.forEach(header -> response.header(HttpHeaders.VARY, header));
        return response.header(HttpHeaders.ETAG, of(version)).build();
    }

    private static String of(int version) {
        return "\"" + version + "\"";
    }

    private static boolean matches(@Nullable String ifNoneMatch, int version) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(of(version)));
    }
}
