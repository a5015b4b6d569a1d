package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Recorded traffic, for who wants to try a policy on it. */
@ApplicationScoped
public class Samples {
    private final Transactions transactions;
    private final StoredFindings findings;
    private final TextKeys keys;

    Samples(Transactions transactions, StoredFindings findings, TextKeys keys) {
        this.transactions = transactions;
        this.findings = findings;
        this.keys = keys;
    }

    /**
     * Texts that could be opened, and how many could not.
     *
     * @param texts newest first
     */
    public record Opened(List<Sample> texts, int unreadable) {
        public Opened {
            texts = List.copyOf(texts);
        }
    }

    /** The newest texts that the workspace lets be kept. */
    public Uni<Opened> newest(WorkspaceId workspace, int most) {
        return transactions
                .read(workspace, session -> findings.newest(session, workspace, most))
                .chain(texts -> keys.all(workspace).map(all -> {
                    List<Sample> samples = texts.stream()
                            .flatMap(text -> sample(workspace, all, text).stream())
                            .toList();
                    return new Opened(samples, texts.size() - samples.size());
                }));
    }

    /** A text whose key is gone is gone too. */
    private static Optional<Sample> sample(WorkspaceId workspace, List<WorkspaceKey> all, ScreenedText text) {
        return TextKey.open(workspace, all, text.id(), Objects.requireNonNull(text.sealed()))
                .map(opened -> new Sample(
                        text.callId(), text.segment(), text.direction(), text.source(), text.attributes(), opened));
    }
}
