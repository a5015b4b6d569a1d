package org.llmops.guardrail.redteam;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which attacks are tried, and how they are written: each in each way. */
@RegisterForReflection
@Schema(name = "RedTeamPlan")
record Plan(List<String> corpora, List<Disguise> encodings) {
    Plan {
        corpora = List.copyOf(corpora);
        encodings = List.copyOf(encodings);
    }
}
