package org.llmops.prompt.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.prompt.PromptProblem;

/** Every version of every prompt; they are added and read, never changed. */
@ApplicationScoped
public class PromptVersions {
    private final Prompts prompts;

    PromptVersions(Prompts prompts) {
        this.prompts = prompts;
    }

    /** Fails with PROMPT_UNKNOWN or VERSION_UNKNOWN, whichever is the reason. */
    public Uni<PromptVersion> find(Mutiny.Session session, WorkspaceId workspace, PromptName name, int number) {
        return session.find(PromptVersion.class, new PromptVersion.Key(workspace.value(), name.value(), number))
                .onItem()
                .ifNull()
                .switchTo(() -> prompts.find(session, workspace, name)
                        .chain(prompt -> Uni.createFrom().failure(unknown(name, number))));
    }

    public Uni<Void> add(Mutiny.Session session, PromptVersion version) {
        return session.persist(version);
    }

    static Problem unknown(PromptName name, int number) {
        return PromptProblem.VERSION_UNKNOWN.because("Prompt '%s' has no version %d".formatted(name, number));
    }
}
