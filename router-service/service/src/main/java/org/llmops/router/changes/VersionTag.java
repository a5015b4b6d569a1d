package org.llmops.router.changes;

import static org.llmops.router.RouterProblem.CHANGED_MEANWHILE;

import jakarta.ws.rs.core.EntityTag;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Version numbers as entity tags (RFC 9110, section 8.8.3). */
public final class VersionTag {
    private VersionTag() {}

    public static EntityTag of(int version) {
        return new EntityTag(Integer.toString(version));
    }

    /**
     * The version an If-Match header asks for; empty without a header, and for `*`, which any version matches.
     *
     * @throws org.llmops.platform.problem.Problem when it cannot be a version: then it matches none
     */
    public static OptionalInt parse(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return OptionalInt.empty();
        }
        try {
            String tag = ifMatch.strip();
            return OptionalInt.of(Integer.parseInt(
                    tag.startsWith("\"") && tag.endsWith("\"") && tag.length() > 2
                            ? tag.substring(1, tag.length() - 1)
                            : tag));
        } catch (NumberFormatException foreign) {
            throw CHANGED_MEANWHILE.because("Send the ETag of the last read as If-Match, such as \"3\"");
        }
    }
}
