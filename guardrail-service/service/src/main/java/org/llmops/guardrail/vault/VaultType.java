package org.llmops.guardrail.vault;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;

/**
 * {@code vault}: a pseudonym, the same within a conversation. The value is kept encrypted for {@code ttl_hours}, and given
 * back, in the answer or by request, to whom the workspace's reveal policies name.
 */
@ApplicationScoped
public class VaultType implements OperatorType {
    private static final int MOST_HOURS = 24 * 366;
    private static final int USUAL_HOURS = 24 * 30;

    private final Vault vault;

    VaultType(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String name() {
        return "vault";
    }

    @Override
    public Operator compile(Parameters parameters) {
        Duration keptFor = Duration.ofHours(parameters.whole("ttl_hours", 1, MOST_HOURS, USUAL_HOURS));
        return new VaultOperator(vault, keptFor);
    }
}
