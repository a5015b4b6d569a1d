package org.llmops.guardrail.vault;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.Roles;

/**
 * Who may have which values back, for whom: a caller with one of the roles, or calling for one of the apps, and that for
 * each of the entities and sinks. {@code *} stands for all apps, entities or sinks, never for all roles.
 *
 * @param sinks where values go: {@code answer} is what the client is told, other names are the workspace's own
 */
record RevealTerms(List<String> roles, List<String> apps, List<String> entities, List<String> sinks) {
    static final String ALL = "*";

    private static final Set<String> ROLES = Set.of(Roles.VIEWER, Roles.EDITOR, Roles.ADMIN, Roles.APP, Roles.SERVICE);

    RevealTerms {
        roles = List.copyOf(roles);
        apps = List.copyOf(apps);
        entities = List.copyOf(entities);
        sinks = List.copyOf(sinks);
        check("roles", roles, ROLES::contains, "Each is one of viewer, editor, admin, app, service");
        check("entities", entities, RevealTerms::isEntity, "Each is written like EMAIL_ADDRESS, or * for all");
        check(
                "sinks",
                sinks,
                sink -> sink.equals(ALL) || Sink.isWellFormed(sink),
                "Each is written like answer or crm-export, or * for all");
        if (roles.isEmpty() && apps.isEmpty()) {
            throw GuardrailProblem.REVEAL_POLICY_INVALID.at("roles", "Name roles or apps: nobody else is let in");
        }
    }

    private static void check(String field, List<String> texts, Predicate<String> fits, String otherwise) {
        for (int at = 0; at < texts.size(); at++) {
            if (!fits.test(texts.get(at))) {
                throw GuardrailProblem.REVEAL_POLICY_INVALID.at(field + "[" + at + "]", otherwise);
            }
        }
    }

    private static boolean isEntity(String entity) {
        return entity.equals(ALL) || EntityName.isWellFormed(entity);
    }

    /** Whether an answer to this app may show the entity again. */
    boolean restores(@Nullable String app, String entity, Sink sink) {
        return isFor(app) && covers(entity, sink);
    }

    boolean permits(Caller caller, String entity, Sink sink) {
        boolean who = isFor(caller.app()) || roles.stream().anyMatch(caller::has);
        return who && covers(entity, sink);
    }

    private boolean isFor(@Nullable String app) {
        return app != null && (apps.contains(app) || apps.contains(ALL));
    }

    private boolean covers(String entity, Sink sink) {
        return has(entities, entity) && has(sinks, sink.name());
    }

    private static boolean has(List<String> names, String name) {
        return names.contains(name) || names.contains(ALL);
    }
}
