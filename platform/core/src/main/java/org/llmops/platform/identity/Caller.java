package org.llmops.platform.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, in which workspace, and what they may do there.
 *
 * @param workspace the one workspace this request acts in
 * @param subject a user's name, a service's client id, or an API key's public id; stable and not secret
 * @param kind what sort of caller
 * @param app the application an API key was issued to; absent for people and services
 * @param roles what they may do
 */
public record Caller(
        WorkspaceId workspace,
        String subject,
        Kind kind,
        @Nullable String app,
        Set<String> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** What sort of caller. */
    public enum Kind {
        /** A person. */
        USER,
        /** An application, by API key or with its own client. */
        APP,
        /** One of the suite's own services. */
        SERVICE
    }
}
