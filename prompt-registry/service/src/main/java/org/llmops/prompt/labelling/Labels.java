package org.llmops.prompt.labelling;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.Prompts;

/** Every label of every prompt, where it points now. */
@ApplicationScoped
public class Labels {
    private final Prompts prompts;

    Labels(Prompts prompts) {
        this.prompts = prompts;
    }

    /** Fails with PROMPT_UNKNOWN or LABEL_UNKNOWN, whichever is the reason. */
    public Uni<Label> find(Mutiny.Session session, WorkspaceId workspace, PromptName prompt, LabelName name) {
        return session.find(Label.class, new Label.Key(workspace.value(), prompt.value(), name.value()))
                .onItem()
                .ifNull()
                .switchTo(() -> prompts.find(session, workspace, prompt)
                        .chain(known -> Uni.createFrom().failure(unknown(prompt, name))));
    }

    Uni<Optional<Label>> findAny(Mutiny.Session session, WorkspaceId workspace, PromptName prompt, LabelName name) {
        return session.find(Label.class, new Label.Key(workspace.value(), prompt.value(), name.value()))
                .map(Optional::ofNullable);
    }

    /** At most a few dozen for each prompt, by name. */
    public Uni<List<Label>> of(Mutiny.Session session, WorkspaceId workspace, Collection<PromptName> prompts) {
        return session.createQuery("""
                        from Label label
                        where label.key.workspace = :workspace and label.key.prompt in :prompts
                        order by label.key.prompt, label.key.label
                        """, Label.class)
                .setParameter("workspace", workspace.value())
                .setParameter("prompts", prompts.stream().map(PromptName::value).toList())
                .getResultList();
    }

    Uni<Long> count(Mutiny.Session session, WorkspaceId workspace, PromptName prompt) {
        return session.createQuery(
                        "select count(*) from Label label where label.key.workspace = :workspace and label.key.prompt = :prompt",
                        Long.class)
                .setParameter("workspace", workspace.value())
                .setParameter("prompt", prompt.value())
                .getSingleResult();
    }

    private static Problem unknown(PromptName prompt, LabelName name) {
        return PromptProblem.LABEL_UNKNOWN.because("Prompt '%s' has no label '%s'".formatted(prompt, name));
    }
}
