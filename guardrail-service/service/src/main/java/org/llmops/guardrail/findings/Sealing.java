package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.sealing.SecretPlace;

/** Seals recorded texts and opens them again: each for its own row, so that no text can be put in another's place. */
@ApplicationScoped
class Sealing {
    private final ContentSeals seals;

    Sealing(ContentSeals seals) {
        this.seals = seals;
    }

    Uni<Records> seal(WorkspaceId workspace, Records records) {
        return Multi.createFrom()
                .items(IntStream.range(0, records.texts().size()).boxed())
                .onItem()
                .transformToUniAndConcatenate(index -> seal(
                        workspace,
                        records.texts().get(index),
                        records.contents().get(index)))
                .collect()
                .asList()
                .map(texts -> new Records(records.recording(), texts, List.of(), records.findings()));
    }

    private Uni<ScreenedText> seal(WorkspaceId workspace, ScreenedText text, String content) {
        return seals.seal(place(workspace, text.id()), content)
                .map(secret -> new ScreenedText(
                        text.id(),
                        text.callId(),
                        text.segment(),
                        text.direction(),
                        text.source(),
                        text.attributes(),
                        text.verdict(),
                        text.policy(),
                        text.version(),
                        text.codePoints(),
                        text.fingerprint(),
                        secret,
                        text.at(),
                        text.expiresAt()));
    }

    Uni<String> open(WorkspaceId workspace, UUID text, SealedSecret sealed) {
        return seals.open(place(workspace, text), sealed);
    }

    private static SecretPlace place(WorkspaceId workspace, UUID text) {
        return new SecretPlace(workspace, "screened-texts", text.toString());
    }
}
