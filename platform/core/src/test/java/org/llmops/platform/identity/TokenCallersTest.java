package org.llmops.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.platform.problem.Problem;

class TokenCallersTest {
    private static final Set<String> USER = Set.of(Roles.VIEWER);
    private static final Set<String> SERVICE = Set.of(Roles.SERVICE);

    @Test
    void aMemberOfOneWorkspaceActsThereWithoutNamingIt() {
        Caller caller = TokenCallers.caller("ava", USER, Set.of("/workspaces/acme"), null);

        assertThat(caller).isEqualTo(new Caller(new WorkspaceId("acme"), "ava", Caller.Kind.USER, null, USER));
    }

    @Test
    void aMemberOfSeveralNamesOne() {
        Set<String> both = Set.of("/workspaces/acme", "/workspaces/globex");

        assertThat(TokenCallers.caller("olga", USER, both, "globex").workspace())
                .hasToString("globex");
        assertThatThrownBy(() -> TokenCallers.caller("olga", USER, both, null))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(IdentityProblem.WORKSPACE_REQUIRED);
                    assertThat(problem.detail()).contains("acme, globex");
                });
    }

    @Test
    void nobodyNamesAWorkspaceOfOthers() {
        assertForbidden(Set.of("/workspaces/acme"), "globex");
    }

    @Test
    void aMemberOfNoneActsNowhere() {
        assertForbidden(Set.of(), null);
        assertForbidden(Set.of(), "acme");
    }

    @Test
    void onlyAGroupBelowWorkspacesIsOne() {
        assertForbidden(
                Set.of("acme", "/acme", "/teams/acme", "/teams/workspaces/acme", "/workspaces/acme/nested"), "acme");
        assertForbidden(Set.of("/workspaces/", "/workspaces/*", "/workspaces/ACME"), null);
    }

    @Test
    void onlyAServiceNamesAnyWorkspaceAndItMustNameOne() {
        Caller caller = TokenCallers.caller("router-service", SERVICE, Set.of(), "acme");

        assertThat(caller.kind()).isEqualTo(Caller.Kind.SERVICE);
        assertThat(caller.workspace()).hasToString("acme");
        assertThatThrownBy(() -> TokenCallers.caller("router-service", SERVICE, Set.of(), null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.WORKSPACE_REQUIRED));
    }

    @Test
    void theNameThatMeansEveryWorkspaceToTheDatabaseIsNoWorkspace() {
        assertThatThrownBy(() -> TokenCallers.caller("router-service", SERVICE, Set.of(), "*"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.WORKSPACE_MALFORMED));
    }

    private static void assertForbidden(Set<String> groups, String named) {
        assertThatThrownBy(() -> TokenCallers.caller("mallory", USER, groups, named))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.type()).isEqualTo(IdentityProblem.WORKSPACE_FORBIDDEN));
    }
}
