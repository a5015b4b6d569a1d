package org.llmops.guardrail.reviews;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How often what a rule finds is what it looks for, as far as people have said.
 *
 * @param precision true of all labelled; absent without labels
 * @param low of the 95 % interval of Wilson
 * @param demoted whether the rule only reports
 */
@RegisterForReflection
@Schema(name = "RulePrecision")
record RulePrecision(
        String policy,
        int version,
        String rule,
        long truePositives,
        long falsePositives,
        long open,
        @Nullable Double precision,
        double low,
        double high,
        boolean demoted) {

    /** As counted in the database. */
    @RegisterForReflection
    record Counted(
            String policy,
            int version,
            String rule,
            long truePositives,
            long falsePositives,
            long open,
            boolean demoted) {}

    static RulePrecision of(Counted counted) {
        long labelled = counted.truePositives() + counted.falsePositives();
        Wilson interval = Wilson.of(counted.truePositives(), labelled);
        return new RulePrecision(
                counted.policy(),
                counted.version(),
                counted.rule(),
                counted.truePositives(),
                counted.falsePositives(),
                counted.open(),
                labelled == 0 ? null : (double) counted.truePositives() / labelled,
                interval.low(),
                interval.high(),
                counted.demoted());
    }
}
