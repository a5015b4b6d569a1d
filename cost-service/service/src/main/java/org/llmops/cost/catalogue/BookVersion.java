package org.llmops.cost.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A published version of a price document.
 *
 * @param version numbers rise by one
 * @param checksum SHA-256 of the document
 * @param origin `shipped` with a build or `imported` by somebody
 * @param note why, in the words of who published it
 */
@RegisterForReflection
record BookVersion(
        int version,
        String checksum,
        String origin,
        Instant publishedAt,
        String publishedBy,
        @Nullable String note) {
    static final String SHIPPED = "shipped";
    static final String IMPORTED = "imported";

    static BookVersion of(Object[] row) {
        return new BookVersion(
                (Integer) row[0],
                (String) row[1],
                (String) row[2],
                ((OffsetDateTime) row[3]).toInstant(),
                (String) row[4],
                (String) row[5]);
    }
}
