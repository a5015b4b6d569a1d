package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;

/**
 * {@code surrogate}: another value of the same form with valid check digits, the same within a conversation, so that what
 * reads it goes on working. E-mail is at example domains, phone numbers and IP addresses are in reserved ranges, cards begin
 * like test cards; a number of another kind may happen to be somebody's. Unless {@code restore} is false, the answer shows
 * the original again. Where it is, surrogates that come back with the history stay as they are, beside their originals
 * always; without these only e-mail, phone numbers and IP addresses do.
 */
@ApplicationScoped
public class SurrogateType implements OperatorType {
    private final WorkspaceKeys keys;
    private final EntityChecks checks;

    public SurrogateType(WorkspaceKeys keys, EntityChecks checks) {
        this.keys = keys;
        this.checks = checks;
    }

    @Override
    public String name() {
        return "surrogate";
    }

    @Override
    public Operator compile(Parameters parameters) {
        boolean restored = parameters.flag("restore", true);
        return new KeyedOperator(keys, (scene, key) -> new Surrogates(key, Conversation.of(scene), checks, restored));
    }
}
