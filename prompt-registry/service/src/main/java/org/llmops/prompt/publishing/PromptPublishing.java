package org.llmops.prompt.publishing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptTopic;
import org.llmops.prompt.catalog.PromptVersion;
import org.llmops.prompt.catalog.PromptVersions;
import org.llmops.prompt.catalog.PromptWire;
import org.llmops.prompt.catalog.Prompts;
import org.llmops.prompt.labelling.PromptLabelling;
import org.llmops.prompt.v1.PromptEvent;
import org.llmops.prompt.v1.PromptVersionPublished;

/** Makes a draft the next version of its prompt, and the prompt with its first. */
@ApplicationScoped
class PromptPublishing {
    private final Transactions transactions;
    private final Prompts prompts;
    private final PromptVersions versions;
    private final PromptLabelling labelling;
    private final Outbox outbox;
    private final Clock clock;

    PromptPublishing(
            Transactions transactions,
            Prompts prompts,
            PromptVersions versions,
            PromptLabelling labelling,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.prompts = prompts;
        this.versions = versions;
        this.labelling = labelling;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<PromptVersion> publish(Caller caller, PublishVersion command) {
        return transactions.mutate(
                caller,
                new Audit("prompt.version.publish", "prompts/" + command.prompt()),
                session -> lock(session, caller, command).chain(prompt -> add(session, caller, prompt, command)));
    }

    private Uni<Prompt> lock(Mutiny.Session session, Caller caller, PublishVersion command) {
        return prompts.lockOrAdd(
                session,
                caller.workspace(),
                command.prompt(),
                command.draft().kind(),
                caller.subject(),
                clock.instant());
    }

    private Uni<PromptVersion> add(Mutiny.Session session, Caller caller, Prompt prompt, PublishVersion command) {
        PromptVersion version = prompt.publish(command.draft(), caller.subject(), clock.instant());
        return versions.add(session, version)
                .chain(() -> outbox.add(session, published(caller, version)))
                .chain(() -> labelling.place(session, caller, prompt, version.number(), command.labels()))
                .replaceWith(version);
    }

    private static OutgoingEvent published(Caller caller, PromptVersion version) {
        return PromptTopic.event(
                caller.workspace(),
                version.prompt(),
                PromptEvent.newBuilder()
                        .setVersionPublished(
                                PromptVersionPublished.newBuilder().setVersion(PromptWire.version(version)))
                        .build());
    }
}
