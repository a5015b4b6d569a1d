package org.llmops.prompt.browsing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.PromptVersion;
import org.llmops.prompt.catalog.PromptVersions;
import org.llmops.prompt.catalog.Prompts;
import org.llmops.prompt.labelling.Label;
import org.llmops.prompt.labelling.Labels;

/** Tells what there is. */
@ApplicationScoped
class PromptBrowsing {
    private final Transactions transactions;
    private final PromptLists lists;
    private final Prompts prompts;
    private final PromptVersions versions;
    private final Labels labels;

    PromptBrowsing(
            Transactions transactions, PromptLists lists, Prompts prompts, PromptVersions versions, Labels labels) {
        this.transactions = transactions;
        this.lists = lists;
        this.prompts = prompts;
        this.versions = versions;
        this.labels = labels;
    }

    Uni<Page<PromptBody>> prompts(WorkspaceId workspace, PromptFilter filter, PageQuery page) {
        return transactions.read(
                workspace,
                session -> lists.prompts(session, workspace, filter, page)
                        .chain(found -> labels.of(session, workspace, names(found))
                                .map(labelled -> withLabels(found, labelled))));
    }

    Uni<PromptBody> prompt(WorkspaceId workspace, PromptName name) {
        return transactions.read(
                workspace,
                session -> prompts.find(session, workspace, name)
                        .chain(prompt -> labels.of(session, workspace, List.of(name))
                                .map(labelled -> PromptBody.of(prompt, labelled))));
    }

    Uni<Page<VersionSummary>> versions(WorkspaceId workspace, PromptName name, PageQuery page) {
        return transactions.read(
                workspace,
                session -> prompts.find(session, workspace, name)
                        .chain(() -> lists.versions(session, workspace, name, page))
                        .chain(rows -> labels.of(session, workspace, List.of(name))
                                .map(labelled -> rows.map(row -> VersionSummary.of(row, labelled)))));
    }

    Uni<PromptVersion> version(WorkspaceId workspace, PromptName name, int number) {
        return transactions.read(workspace, session -> versions.find(session, workspace, name, number));
    }

    private static List<PromptName> names(Page<Prompt> found) {
        return found.items().stream().map(Prompt::name).toList();
    }

    private static Page<PromptBody> withLabels(Page<Prompt> found, Collection<Label> labels) {
        Map<String, List<Label>> byPrompt = labels.stream().collect(Collectors.groupingBy(Label::prompt));
        return found.map(prompt ->
                PromptBody.of(prompt, byPrompt.getOrDefault(prompt.name().value(), List.of())));
    }
}
