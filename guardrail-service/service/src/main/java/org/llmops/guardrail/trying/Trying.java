package org.llmops.guardrail.trying;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.TextScreen;
import org.llmops.guardrail.screening.ScreeningSettings;
import org.llmops.platform.identity.WorkspaceId;

/** Tries policies on texts, away from the event loops, one text after the other. */
@ApplicationScoped
public class Trying {
    private final ScreeningSettings settings;

    Trying(ScreeningSettings settings) {
        this.settings = settings;
    }

    public Uni<Tried> text(WorkspaceId workspace, CompiledPolicy policy, TriedText text) {
        return Uni.createFrom()
                .item(() -> now(policy, text))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
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

    private Tried now(CompiledPolicy policy, TriedText text) {
        CallScreen call = CallScreen.ofTexts(policy, text.direction(), List.of(), settings.maxCodePoints());
        TextScreen screen = call.text("text", text.text().length());
        screen.feed(text.text());
        screen.end();
        return new Tried(
                screen.verdict(),
                screen.findings(),
                screen.unscanned() == null
                        ? Set.of()
                        : Set.of(screen.unscanned().reason()));
    }
}
