package org.llmops.router.condition;

import java.util.Set;
import java.util.TreeSet;

/**
 * What conditions look at: nothing else of a call has to be gathered for them, or kept in its decision.
 *
 * @param headers by name, in lower case
 * @param params members of the request
 * @param metadata by key
 */
public record Reads(Names headers, Names params, Names metadata) {
    /** They carry secrets, which belong into no condition and no record. */
    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "x-amz-security-token");

    /** Nothing. */
    public static final Reads NOTHING = new Reads(Names.NONE, Names.NONE, Names.NONE);

    /** Whether no condition may look at a header. */
    public static boolean isSecret(String header) {
        return SECRET_HEADERS.contains(header);
    }

    /** What either looks at. */
    public Reads and(Reads other) {
        return new Reads(headers.and(other.headers), params.and(other.params), metadata.and(other.metadata));
    }

    /**
     * Some entries of a map.
     *
     * @param all every entry, as its names are not known before
     */
    public record Names(boolean all, Set<String> named) {
        /** No entry. */
        public static final Names NONE = new Names(false, Set.of());

        public Names {
            named = Set.copyOf(named);
        }

        /** Whether nothing at all is looked at. */
        public boolean isEmpty() {
            return !all && named.isEmpty();
        }

        /** Whether this entry is looked at. */
        public boolean has(String name) {
            return all || named.contains(name);
        }

        Names and(Names other) {
            if (other.isEmpty() || equals(other)) {
                return this;
            }
            Set<String> both = new TreeSet<>(named);
            both.addAll(other.named);
            return new Names(all || other.all, both);
        }
    }
}
