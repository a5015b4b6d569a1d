package org.llmops.guardrail.substituting;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Parameters;

/** The way of redacting when a rail does not say: numbered placeholders. */
@Singleton
public final class PlaceholderType implements OperatorType {
    public static final String NAME = "placeholder";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Operator compile(Parameters parameters) {
        Substitute numbered = new Substitute.Numbered();
        return original -> numbered;
    }
}
