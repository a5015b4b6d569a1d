package org.llmops.prompt.labelling;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.PromptTopic;
import org.llmops.prompt.catalog.PromptVersions;
import org.llmops.prompt.catalog.Prompts;

/** Moves and removes labels, and tells where they are and were. */
@ApplicationScoped
public class PromptLabelling {
    public static final int MAX_LABELS = 50;

    private final Transactions transactions;
    private final Prompts prompts;
    private final PromptVersions versions;
    private final Labels labels;
    private final LabelHistory history;
    private final Outbox outbox;
    private final Clock clock;

    PromptLabelling(
            Transactions transactions,
            Prompts prompts,
            PromptVersions versions,
            Labels labels,
            LabelHistory history,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.prompts = prompts;
        this.versions = versions;
        this.labels = labels;
        this.history = history;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Label> move(Caller caller, MoveLabel command) {
        return transactions.mutate(
                caller,
                audit("prompt.label.move", command.prompt(), command.label()),
                session -> prompts.lock(session, caller.workspace(), command.prompt())
                        .invoke(prompt -> prompt.refuseUnknown(command.version()))
                        .chain(prompt -> place(session, caller, prompt, command)));
    }

    /** Puts labels on a version in the transaction that publishes it, which holds the prompt's lock. */
    public Uni<Void> place(Mutiny.Session session, Caller caller, Prompt prompt, int version, List<LabelName> names) {
        Uni<Void> placed = Uni.createFrom().voidItem();
        for (LabelName name : names) {
            MoveLabel command = new MoveLabel(prompt.name(), name, version, new IfMatch.Anything());
            placed = placed.chain(() -> place(session, caller, prompt, command)).replaceWithVoid();
        }
        return placed;
    }

    Uni<Void> remove(Caller caller, RemoveLabel command) {
        return transactions.mutate(
                caller,
                audit("prompt.label.remove", command.prompt(), command.label()),
                session -> prompts.lock(session, caller.workspace(), command.prompt())
                        .chain(prompt -> labels.find(session, caller.workspace(), command.prompt(), command.label())
                                .invoke(label -> command.ifMatch().require(Optional.of(label.version())))
                                .call(session::remove)
                                .chain(label -> record(session, caller, prompt, label.name(), label.version(), null))));
    }

    Uni<List<Label>> all(WorkspaceId workspace, PromptName name) {
        return transactions.read(
                workspace,
                session -> prompts.find(session, workspace, name)
                        .chain(prompt -> labels.of(session, workspace, List.of(prompt.name()))));
    }

    Uni<Label> find(WorkspaceId workspace, PromptName name, LabelName label) {
        return transactions.read(
                workspace,
                session -> label.isLatest()
                        ? latest(session, workspace, name)
                        : labels.find(session, workspace, name, label));
    }

    private Uni<Label> latest(Mutiny.Session session, WorkspaceId workspace, PromptName name) {
        return prompts.find(session, workspace, name)
                .chain(prompt -> versions.find(session, workspace, name, prompt.latestVersion())
                        .map(newest -> new Label(
                                prompt, LabelName.LATEST, newest.number(), newest.author(), newest.publishedAt())));
    }

    Uni<Page<LabelMove>> history(WorkspaceId workspace, PromptName name, LabelName label, PageQuery page) {
        return transactions.read(
                workspace,
                session -> prompts.find(session, workspace, name)
                        .chain(prompt -> history.page(session, workspace, prompt.name(), label, page)));
    }

    private Uni<Label> place(Mutiny.Session session, Caller caller, Prompt prompt, MoveLabel command) {
        return labels.findAny(session, caller.workspace(), prompt.name(), command.label())
                .invoke(current -> command.ifMatch().require(current.map(Label::version)))
                .chain(current -> current.isPresent()
                        ? moved(session, caller, prompt, current.get(), command.version())
                        : added(session, caller, prompt, command));
    }

    /** To move a label to where it is changes nothing, and so is no event. */
    private Uni<Label> moved(Mutiny.Session session, Caller caller, Prompt prompt, Label label, int version) {
        int from = label.version();
        if (from == version) {
            return Uni.createFrom().item(label);
        }
        label.moveTo(version, caller.subject(), clock.instant());
        return record(session, caller, prompt, label.name(), from, version).replaceWith(label);
    }

    private Uni<Label> added(Mutiny.Session session, Caller caller, Prompt prompt, MoveLabel command) {
        Label label = new Label(prompt, command.label(), command.version(), caller.subject(), clock.instant());
        return labels.count(session, caller.workspace(), prompt.name())
                .invoke(PromptLabelling::refuseMore)
                .chain(() -> session.persist(label))
                .chain(() -> record(session, caller, prompt, label.name(), null, label.version()))
                .replaceWith(label);
    }

    private Uni<Void> record(
            Mutiny.Session session,
            Caller caller,
            Prompt prompt,
            LabelName label,
            @Nullable Integer from,
            @Nullable Integer to) {
        LabelMove move = new LabelMove(prompt, label, from, to, caller.subject(), clock.instant());
        return history.add(session, move)
                .chain(() -> outbox.add(
                        session, PromptTopic.event(caller.workspace(), prompt.name(), LabelWire.event(move))));
    }

    private static void refuseMore(long present) {
        if (present >= MAX_LABELS) {
            throw PromptProblem.LIMIT_EXCEEDED.at("label", "A prompt has at most %d labels".formatted(MAX_LABELS));
        }
    }

    private static Audit audit(String action, PromptName prompt, LabelName label) {
        return new Audit(action, "prompts/%s/labels/%s".formatted(prompt, label));
    }
}
