package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.vault.VaultSettings;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Tells what was found, and lets workspaces say what is kept. */
@ApplicationScoped
class FindingReading {
    private final Transactions transactions;
    private final StoredFindings findings;
    private final Recordings recordings;
    private final TextKeys keys;
    private final Clock clock;

    FindingReading(
            Transactions transactions, StoredFindings findings, Recordings recordings, TextKeys keys, Clock clock) {
        this.transactions = transactions;
        this.findings = findings;
        this.recordings = recordings;
        this.keys = keys;
        this.clock = clock;
    }

    Uni<Page<StoredFinding>> page(WorkspaceId workspace, FindingQuery query, PageQuery page) {
        return transactions.read(workspace, session -> findings.page(session, workspace, query, page));
    }

    Uni<StoredFinding> one(WorkspaceId workspace, UUID id) {
        return transactions.read(workspace, session -> findings.find(session, workspace, id));
    }

    /** The text that a finding is in. Whoever looks at it leaves a trace. */
    Uni<FindingContent> content(Caller caller, UUID id) {
        WorkspaceId workspace = caller.workspace();
        return transactions
                .mutate(
                        caller,
                        new Audit("finding.content.read", "findings/" + id),
                        session -> findings.find(session, workspace, id)
                                .chain(finding -> findings.text(session, workspace, finding.textId())))
                .map(text -> text.orElseThrow(() -> GuardrailProblem.CONTENT_NOT_KEPT.because(
                        "The workspace did not let content be kept when this was found: see PUT /v1/recording")))
                .chain(text -> keys.all(workspace)
                        .map(all -> TextKey.open(workspace, all, text.id(), Objects.requireNonNull(text.sealed()))
                                .orElseThrow(() -> GuardrailProblem.CONTENT_NOT_KEPT.because(
                                        "The key that it was sealed with is gone")))
                        .map(opened -> new FindingContent(id, opened, text.codePoints())));
    }

    Uni<Recording> recording(WorkspaceId workspace) {
        return transactions.read(workspace, session -> recordings.of(session, workspace));
    }

    Uni<Recording> record(Caller caller, RecordingRequest request) {
        if (request.content() && !keys.areThere()) {
            throw GuardrailProblem.RECORDING_KEY_MISSING.at(
                    "content",
                    "No key protects what would be kept: ask the operator to set " + VaultSettings.PREFIX
                            + ".credential-key-file or .credential-key");
        }
        Recording recording = request.recording(caller.subject(), clock.instant());
        return transactions.mutate(
                caller,
                new Audit("recording.change", "recording"),
                session -> recordings.put(session, caller.workspace(), recording));
    }
}
