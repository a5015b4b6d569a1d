package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.detecting.Parameters;

/** Writes other values of the same form, so that what reads them goes on working. */
@ApplicationScoped
public class SurrogateOperator implements OperatorType {
    private final WorkspaceKeys keys;
    private final EntityChecks checks;

    public SurrogateOperator(WorkspaceKeys keys, EntityChecks checks) {
        this.keys = keys;
        this.checks = checks;
    }

    @Override
    public String kind() {
        return "surrogate";
    }

    @Override
    public String description() {
        return "Writes another value of the same form with valid check digits, the same within a conversation: e-mail at"
                + " example domains, cards in test ranges, phone numbers and IP addresses that are reserved. Numbers of"
                + " other kinds may happen to be somebody's. Cannot be undone.";
    }

    @Override
    public Operator compile(Parameters parameters) {
        return (Operator.Writing) scene ->
                keys.of(scene.workspace()).map(key -> new Surrogates(key, Conversation.of(scene), checks));
    }
}
