package org.llmops.guardrail.policies;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/** Everything that rails name and that their workspace has to have. */
@ApplicationScoped
public class NeededByRails {
    private final List<RailNeeds> needs;

    NeededByRails(@All List<RailNeeds> needs) {
        this.needs = List.copyOf(needs);
    }

    /** Fails with the problem, which names each thing that is missing. */
    public Uni<Void> require(
            Mutiny.Session session, WorkspaceId workspace, List<Rail> rails, GuardrailProblem otherwise) {
        Uni<List<FieldError>> missing = Uni.createFrom().item(List.of());
        for (RailNeeds need : needs) {
            missing = missing.chain(
                    known -> need.missing(session, workspace, rails).map(more -> both(known, more)));
        }
        return missing.invoke(all -> {
                    if (!all.isEmpty()) {
                        throw otherwise.at(all);
                    }
                })
                .replaceWithVoid();
    }

    private static List<FieldError> both(List<FieldError> known, List<FieldError> more) {
        List<FieldError> both = new ArrayList<>(known);
        both.addAll(more);
        return both;
    }
}
