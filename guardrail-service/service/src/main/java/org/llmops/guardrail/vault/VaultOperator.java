package org.llmops.guardrail.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.replacing.Operator;
import org.llmops.guardrail.replacing.OperatorType;

/** Writes pseudonyms whose values the vault keeps. */
@ApplicationScoped
public class VaultOperator implements OperatorType {
    private static final int MOST_HOURS = 24 * 366;
    private static final int USUAL_HOURS = 24 * 30;

    private final Vault vault;

    VaultOperator(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String kind() {
        return "vault";
    }

    @Override
    public String description() {
        return "Writes a pseudonym, the same within a conversation; the value is kept encrypted for `ttl_hours`, and given"
                + " back, in the answer or by request, to whom the workspace's reveal policies name.";
    }

    @Override
    public Operator compile(Parameters parameters) {
        Duration keptFor = Duration.ofHours(parameters.whole("ttl_hours", 1, MOST_HOURS, USUAL_HOURS));
        return (Operator.Writing) scene -> vault.open(scene, keptFor);
    }
}
