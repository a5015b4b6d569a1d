package org.llmops.guardrail.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.store.Transactions;

/** What answers may show again, remembered for a moment so that not every call asks. */
@ApplicationScoped
class RestoringRights {
    private static final Logger log = Logger.getLogger(RestoringRights.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Transactions transactions;
    private final RevealPolicies policies;
    private final VaultSettings settings;
    private final Aside aside;
    private final Cache<WorkspaceId, RevealRights> known;

    RestoringRights(Transactions transactions, RevealPolicies policies, VaultSettings settings, Aside aside) {
        this.transactions = transactions;
        this.policies = policies;
        this.settings = settings;
        this.aside = aside;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.policiesFreshFor())
                .build();
    }

    Uni<RevealRights> of(WorkspaceId workspace) {
        RevealRights remembered = known.getIfPresent(workspace);
        return remembered != null ? Uni.createFrom().item(remembered) : load(workspace);
    }

    private Uni<RevealRights> load(WorkspaceId workspace) {
        return aside.run(transactions.read(workspace, session -> policies.rights(session, workspace)))
                .invoke(rights -> known.put(workspace, rights))
                .ifNoItem()
                .after(settings.timeout())
                .fail()
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> {
                    log.errorf(failure, "The reveal policies of workspace %s cannot be read", workspace);
                    return GuardrailProblem.VAULT_UNAVAILABLE.because(
                            "The workspace's reveal policies cannot be read; try again shortly");
                });
    }

    /** A change made in this instance holds at once. */
    void forget(WorkspaceId workspace) {
        known.invalidate(workspace);
    }
}
