package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceKeys;
import org.llmops.guardrail.vault.Secrets;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;

/** The workspaces' keys for what is kept of texts. Without a key of the service nothing is kept, not even a fingerprint. */
@ApplicationScoped
class TextKeys {
    private static final Logger log = Logger.getLogger(TextKeys.class);

    private final WorkspaceKeys keys;
    private final Secrets secrets;

    TextKeys(WorkspaceKeys keys, Secrets secrets) {
        this.keys = keys;
        this.secrets = secrets;
    }

    /** Whether anything protects what would be kept. */
    boolean areThere() {
        return secrets.areThere();
    }

    /** Nothing without a key, or when it does not open; fails when it cannot be asked for now. */
    Uni<Optional<TextKey>> of(WorkspaceId workspace) {
        return areThere()
                ? keys.of(workspace)
                        .map(key -> Optional.of(new TextKey(workspace, key)))
                        .onFailure(TextKeys::isLost)
                        .recoverWithItem(lost -> {
                            log.errorf(
                                    "Findings of workspace %s go without fingerprints: %s",
                                    workspace, lost.getMessage());
                            return Optional.empty();
                        })
                : Uni.createFrom().item(Optional.empty());
    }

    /** Every key that a text may have been sealed under; none without a key of the service, or when they do not open. */
    Uni<List<WorkspaceKey>> all(WorkspaceId workspace) {
        return areThere()
                ? keys.all(workspace).onFailure(TextKeys::isLost).recoverWithItem(List.of())
                : Uni.createFrom().item(List.of());
    }

    private static boolean isLost(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == GuardrailProblem.SEALING_KEY_MISSING;
    }
}
