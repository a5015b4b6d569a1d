package org.llmops.router.keys;

import java.util.Collection;
import java.util.List;

/**
 * What a key may call.
 *
 * @param patterns names of models and routes in which {@code *} stands for anything; empty: every one is allowed
 */
public record AllowedModels(List<String> patterns) {
    /** Every model and every route. */
    public static final AllowedModels ALL = new AllowedModels(List.of());

    private static final String ROUTE = "route:";

    public AllowedModels {
        patterns = List.copyOf(patterns);
    }

    /** @param names by which the same model may be meant: one of them has to match */
    public boolean allow(Collection<String> names) {
        return patterns.isEmpty() || names.stream().anyMatch(this::allows);
    }

    /**
     * Whether a route may lead there. A key that names nothing but routes goes wherever they lead.
     *
     * @param names by which the same model may be meant
     */
    public boolean allowTarget(Collection<String> names) {
        return patterns.stream().allMatch(pattern -> pattern.startsWith(ROUTE)) || allow(names);
    }

    private boolean allows(String name) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** The last star takes one character more whenever what follows it does not fit: both texts are read once per star. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int taken = 0;
        for (int n = 0; n < name.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                taken = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
