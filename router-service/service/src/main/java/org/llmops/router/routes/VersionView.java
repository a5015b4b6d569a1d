package org.llmops.router.routes;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmops.router.routes.document.DocumentText;

/**
 * A version of a route as REST shows it.
 *
 * @param document the members of the document as it was published, beside the others
 */
record VersionView(
        String name,
        int version,
        @JsonAnyGetter Map<String, JsonNode> document,
        String publishedBy,
        Instant publishedAt) {
    static VersionView of(StoredVersion version) {
        return of(version, version.text());
    }

    private static VersionView of(StoredVersion version, DocumentText text) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        text.json().properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return new VersionView(
                version.name(), version.version(), members, version.publishedBy(), version.publishedAt());
    }
}
