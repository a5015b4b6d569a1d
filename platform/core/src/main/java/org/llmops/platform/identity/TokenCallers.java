package org.llmops.platform.identity;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the caller of a request from what its token says. */
final class TokenCallers {
    /** Groups below this one are workspaces. The full path is required, so that no other group can pose as one. */
    static final String WORKSPACE_GROUP = "/workspaces/";

    private TokenCallers() {}

    /**
     * @param subject the name of the token's bearer
     * @param roles the realm roles in the token
     * @param groups the full paths of the groups in the token
     * @param named the workspace the request names; absent when it names none
     */
    static Caller caller(String subject, Set<String> roles, Set<String> groups, @Nullable String named) {
        Caller.Kind kind = roles.contains(Roles.SERVICE)
                ? Caller.Kind.SERVICE
                : roles.contains(Roles.APP) ? Caller.Kind.APP : Caller.Kind.USER;
        String app = kind == Caller.Kind.APP ? subject : null;
        return new Caller(workspace(kind, memberships(groups), named), subject, kind, app, roles);
    }

    private static WorkspaceId workspace(Caller.Kind kind, Set<String> memberships, @Nullable String named) {
        if (named != null) {
            WorkspaceId workspace = new WorkspaceId(named);
            if (kind == Caller.Kind.SERVICE || memberships.contains(named)) {
                return workspace;
            }
            throw IdentityProblem.WORKSPACE_FORBIDDEN.at(
                    "X-Workspace", "The caller is not a member of this workspace; ask its administrator");
        }
        if (kind == Caller.Kind.SERVICE) {
            throw IdentityProblem.WORKSPACE_REQUIRED.at("X-Workspace", "A service names the workspace it acts for");
        }
        if (memberships.isEmpty()) {
            throw IdentityProblem.WORKSPACE_FORBIDDEN.because(
                    "The caller is a member of no workspace; ask an administrator to add them to one");
        }
        if (memberships.size() > 1) {
            throw IdentityProblem.WORKSPACE_REQUIRED.at(
                    "X-Workspace", "Name one of the caller's workspaces: " + String.join(", ", memberships));
        }
        return new WorkspaceId(memberships.iterator().next());
    }

    private static Set<String> memberships(Set<String> groups) {
        return groups.stream()
                .filter(group -> group.startsWith(WORKSPACE_GROUP))
                .map(group -> group.substring(WORKSPACE_GROUP.length()))
                .filter(WorkspaceId::isWellFormed)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
