package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

/** Opens the vault for a call. */
record VaultOperator(Vault vault, Duration keptFor) implements Operator {
    @Override
    public boolean isOpenedForEachCall() {
        return true;
    }

    @Override
    public Uni<Operator> open(Scene scene) {
        return vault.open(scene, keptFor);
    }

    @Override
    public Substitute replace(Original original) {
        throw new IllegalStateException("It was not opened for the call");
    }
}
