package org.llmops.prompt.resolving;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.PromptVersions;
import org.llmops.prompt.catalog.Prompts;
import org.llmops.prompt.labelling.Label;
import org.llmops.prompt.labelling.LabelName;
import org.llmops.prompt.labelling.Labels;
import org.llmops.prompt.resolving.Selector.ByLabel;
import org.llmops.prompt.resolving.Selector.ByNumber;

/** Finds the version that is meant. REST, gRPC and rendering all ask here. */
@ApplicationScoped
public class PromptResolving {
    private final Transactions transactions;
    private final Prompts prompts;
    private final PromptVersions versions;
    private final Labels labels;

    PromptResolving(Transactions transactions, Prompts prompts, PromptVersions versions, Labels labels) {
        this.transactions = transactions;
        this.prompts = prompts;
        this.versions = versions;
        this.labels = labels;
    }

    /** Fails with PROMPT_UNKNOWN, VERSION_UNKNOWN or LABEL_UNKNOWN. */
    public Uni<Resolved> resolve(WorkspaceId workspace, PromptName name, Selector selector) {
        return transactions.read(workspace, session -> switch (selector) {
            case ByNumber by -> version(session, workspace, name, by.version(), null);
            case ByLabel by -> labelled(session, workspace, name, by.label());
        });
    }

    private Uni<Resolved> labelled(Mutiny.Session session, WorkspaceId workspace, PromptName name, LabelName label) {
        Uni<Integer> number = label.isLatest()
                ? prompts.find(session, workspace, name).map(Prompt::latestVersion)
                : labels.find(session, workspace, name, label).map(Label::version);
        return number.chain(version -> version(session, workspace, name, version, label.value()));
    }

    private Uni<Resolved> version(
            Mutiny.Session session, WorkspaceId workspace, PromptName name, int number, @Nullable String label) {
        return versions.find(session, workspace, name, number).map(version -> new Resolved(version, label));
    }
}
