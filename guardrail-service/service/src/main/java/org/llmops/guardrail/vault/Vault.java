package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.replacing.Conversation;
import org.llmops.guardrail.replacing.WorkspaceKeys;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.store.Transactions;

/** Takes the values of calls: nothing is let through whose value the vault does not hold. */
@ApplicationScoped
class Vault {
    private static final Logger log = Logger.getLogger(Vault.class);
    private static final String APP = "app";
    private static final String SINK = "sink";

    private final Transactions transactions;
    private final VaultedValues values;
    private final WorkspaceKeys keys;
    private final RestoringRights rights;
    private final VaultSettings settings;
    private final Aside aside;
    private final Clock clock;

    Vault(
            Transactions transactions,
            VaultedValues values,
            WorkspaceKeys keys,
            RestoringRights rights,
            VaultSettings settings,
            Aside aside,
            Clock clock) {
        this.transactions = transactions;
        this.values = values;
        this.keys = keys;
        this.rights = rights;
        this.settings = settings;
        this.aside = aside;
        this.clock = clock;
    }

    Uni<Operator> open(Scene scene, Duration keptFor) {
        WorkspaceId workspace = scene.workspace();
        Sink sink = sink(scene);
        return keys.of(workspace)
                .chain(key -> rights.of(workspace)
                        .map(known -> new Pseudonyms(
                                workspace,
                                key,
                                Conversation.of(scene),
                                entity -> !scene.outgoing()
                                        && known.restores(scene.attributes().get(APP), entity, sink),
                                batch -> keep(workspace, batch, keptFor),
                                settings.maxValues())));
    }

    /** One statement for all of them; two requests may keep the same value at once. */
    private Uni<Void> keep(WorkspaceId workspace, List<VaultedValue> batch, Duration keptFor) {
        Instant now = clock.instant();
        return aside.run(transactions.write(
                        workspace, session -> values.keep(session, workspace, batch, now, now.plus(keptFor))))
                .ifNoItem()
                .after(settings.timeout())
                .fail()
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> {
                    log.errorf(failure, "The vault of workspace %s takes no values: its texts are refused", workspace);
                    return GuardrailProblem.VAULT_UNAVAILABLE.because(
                            "The vault cannot take the values that were replaced, so nothing is let through; try again"
                                    + " shortly");
                })
                .replaceWithVoid();
    }

    private static Sink sink(Scene scene) {
        String named = scene.attributes().get(SINK);
        return named == null ? Sink.ANSWER : new Sink(named);
    }
}
