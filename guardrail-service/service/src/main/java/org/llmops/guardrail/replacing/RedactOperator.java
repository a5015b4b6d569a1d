package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.detecting.Parameters;

/** Placeholders that number the values of one call: what rails do that name no other way. */
@ApplicationScoped
public class RedactOperator implements OperatorType {
    public static final String KIND = "redact";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String description() {
        return "Writes <EMAIL_ADDRESS_1>, numbered within the call; the answer shows the original again.";
    }

    @Override
    public Operator compile(Parameters parameters) {
        return new Operator.Placeholders();
    }
}
