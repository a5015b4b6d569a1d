package org.llmops.router.recall;

import java.util.List;
import java.util.Locale;

/**
 * What a client says about remembered answers (RFC 9111, section 5.2.1). It can forbid what its route allows, and never
 * the other way round.
 *
 * @param mayRead a remembered answer will do
 * @param mayStore the answer may be remembered
 * @param maxAgeMs a remembered answer may be this old
 * @param onlyIfCached nothing but a remembered answer will do
 */
record CacheControl(boolean mayRead, boolean mayStore, long maxAgeMs, boolean onlyIfCached) {
    private static final long ANY_AGE = Long.MAX_VALUE;

    /** @param headers all headers of that name: each may hold several directives */
    static CacheControl of(List<String> headers) {
        boolean mayRead = true;
        boolean mayStore = true;
        boolean onlyIfCached = false;
        long maxAgeMs = ANY_AGE;
        for (String header : headers) {
            for (String written : header.toLowerCase(Locale.ROOT).split(",")) {
                String directive = written.strip();
                switch (directive) {
                    case "no-store" -> {
                        mayRead = false;
                        mayStore = false;
                    }
                    case "no-cache" -> mayRead = false;
                    case "only-if-cached" -> onlyIfCached = true;
                    default -> {
                        if (directive.startsWith("max-age=")) {
                            maxAgeMs = Math.min(maxAgeMs, ms(directive.substring("max-age=".length())));
                        }
                    }
                }
            }
        }
        return new CacheControl(mayRead && maxAgeMs > 0, mayStore, maxAgeMs, onlyIfCached);
    }

    /** What is no number of seconds asks for the freshest there is. */
    private static long ms(String argument) {
        String seconds = argument.replace("\"", "");
        boolean isNumber = !seconds.isEmpty() && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) {
            return 0;
        }
        return seconds.length() > 12 ? ANY_AGE : Long.parseLong(seconds) * 1_000;
    }
}
