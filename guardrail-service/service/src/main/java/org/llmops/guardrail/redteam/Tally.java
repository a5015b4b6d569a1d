package org.llmops.guardrail.redteam;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How attacks of a kind fared.
 *
 * @param passed attacks that went through unchanged; of the category benign, texts that rightly did
 * @param stopped attacks that were blocked or changed; of the category benign, false alarms
 */
@RegisterForReflection
@Schema(name = "RedTeamTally")
record Tally(String category, Disguise encoding, String language, int passed, int stopped) {
    boolean isOf(Attack attack, Disguise disguise) {
        return category.equals(attack.category()) && encoding == disguise && language.equals(attack.language());
    }

    Tally and(boolean passes) {
        return new Tally(category, encoding, language, passed + (passes ? 1 : 0), stopped + (passes ? 0 : 1));
    }
}
