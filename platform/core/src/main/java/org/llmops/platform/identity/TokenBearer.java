package org.llmops.platform.identity;

import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of its bearer, read once for all requests it comes with.
 *
 * @param subject a user's name, or a service's client id
 * @param groups the full paths of the bearer's groups
 */
record TokenBearer(String subject, Set<String> groups) {
    /** The attribute of a security identity that has it, once the token is verified. */
    static final String ATTRIBUTE = "llmops.bearer";

    static final String GROUPS_CLAIM = "workspaces";

    /** What Keycloak puts before the id of a client to name the client's own account. */
    private static final String ACCOUNT_OF = "service-account-";

    TokenBearer {
        groups = Set.copyOf(groups);
    }

    static TokenBearer of(JsonWebToken token) {
        return new TokenBearer(subject(token.getName(), token.getClaim("azp")), groups(token));
    }

    /** @param client the client that the token was issued to, a person's application as well */
    static String subject(String name, @Nullable String client) {
        return client != null && name.equals(ACCOUNT_OF + client) ? client : name;
    }

    private static Set<String> groups(JsonWebToken token) {
        Object claim = token.getClaim(GROUPS_CLAIM);
        return claim instanceof Collection<?> groups
                ? groups.stream()
                        .map(group -> group instanceof JsonString json ? json.getString() : String.valueOf(group))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
