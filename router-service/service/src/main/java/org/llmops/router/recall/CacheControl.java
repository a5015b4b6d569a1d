package org.llmops.router.recall;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client says about remembered answers (RFC 9111, section 5.2.1). */
record CacheControl(boolean mayRead, boolean mayStore) {
    static CacheControl of(@Nullable String header) {
        boolean mayRead = true;
        boolean mayStore = true;
        for (String directive :
                header == null ? new String[0] : header.toLowerCase(Locale.ROOT).split(",")) {
            switch (directive.strip()) {
                case "no-store" -> {
                    mayRead = false;
                    mayStore = false;
                }
                case "no-cache", "max-age=0" -> mayRead = false;
                default -> {}
            }
        }
        return new CacheControl(mayRead, mayStore);
    }
}
