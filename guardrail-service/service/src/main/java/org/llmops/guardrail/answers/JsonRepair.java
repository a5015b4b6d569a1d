package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;
import org.llmops.guardrail.substituting.Original;
import org.llmops.guardrail.substituting.Substitute;

/** The operator that writes JSON as it should be in place of what is almost JSON. */
@Singleton
public final class JsonRepair implements OperatorType {
    @Override
    public String name() {
        return "json_repair";
    }

    @Override
    public Operator compile(Parameters parameters) {
        return new Repairing();
    }

    /** Leaves alone what is JSON, and what cannot be made into it. */
    private record Repairing() implements Operator {
        @Override
        public boolean keepsText() {
            return true;
        }

        @Override
        public Substitute replace(Original original) {
            LenientJson.Repaired repaired =
                    AnswerSchema.read(original.text()) == null ? LenientJson.repair(original.text()) : null;
            return new Substitute.Written(repaired == null ? original.text() : repaired.json(), false);
        }
    }
}
