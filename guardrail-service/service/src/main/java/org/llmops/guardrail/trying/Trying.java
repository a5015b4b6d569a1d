package org.llmops.guardrail.trying;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.screening.ScreenTexts;
import org.llmops.guardrail.screening.ScreenedTexts;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.screening.Segment;
import org.llmops.platform.identity.WorkspaceId;

/** Tries policies on texts, away from the event loops, one text after the other. */
@ApplicationScoped
public class Trying {
    private final Screening screening;

    Trying(Screening screening) {
        this.screening = screening;
    }

    /** Told on the context that it was asked on, where there is a database. */
    public Uni<Tried> text(WorkspaceId workspace, CompiledPolicy policy, TriedText text) {
        Context asking = Vertx.currentContext();
        Uni<Tried> tried = Uni.createFrom()
                .deferred(() -> screening.trying(workspace, policy, command(text)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(Trying::tried);
        return asking == null ? tried : tried.emitOn(told -> asking.runOnContext(here -> told.run()));
    }

    /** In the order of the texts. */
    public Uni<List<Tried>> texts(WorkspaceId workspace, CompiledPolicy policy, List<TriedText> texts) {
        return Multi.createFrom()
                .iterable(texts)
                .onItem()
                .transformToUniAndConcatenate(text -> text(workspace, policy, text))
                .collect()
                .asList();
    }

    private static ScreenTexts command(TriedText text) {
        return new ScreenTexts(
                "",
                text.direction(),
                List.of(new Segment("text", text.source(), text.text())),
                List.of(),
                text.around(),
                text.attributes(),
                false,
                Deadline.NEVER,
                null);
    }

    private static Tried tried(ScreenedTexts screened) {
        return new Tried(
                screened.verdict(),
                screened.findings(),
                screened.unscanned().stream()
                        .map(part -> String.valueOf(part.reason()))
                        .collect(Collectors.toSet()));
    }
}
