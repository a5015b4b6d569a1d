package org.llmops.guardrail.comparing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.findings.Samples;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.trying.Tried;
import org.llmops.guardrail.trying.TriedText;
import org.llmops.guardrail.trying.Trying;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Compares a version with another, by default with the version of its policy that is in force. */
@ApplicationScoped
class Comparing {
    private static final Tried NOTHING = new Tried(Verdict.ALLOW, List.of(), java.util.Set.of());

    private final Transactions transactions;
    private final Comparisons comparisons;
    private final Samples samples;
    private final PolicyInForce policies;
    private final Trying trying;
    private final ObjectMapper json;
    private final Clock clock;

    Comparing(
            Transactions transactions,
            Comparisons comparisons,
            Samples samples,
            PolicyInForce policies,
            Trying trying,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.comparisons = comparisons;
        this.samples = samples;
        this.policies = policies;
        this.trying = trying;
        this.json = json;
        this.clock = clock;
    }

    /** On texts that the workspace let be kept, the newest first. */
    Uni<Comparison> recorded(Caller caller, PolicyRef ref, @Nullable Integer against, int most) {
        return samples.newest(caller.workspace(), most).chain(opened -> {
            if (opened.texts().isEmpty()) {
                throw GuardrailProblem.NOTHING_RECORDED.because(
                        "No text of this workspace is kept: let samples be recorded with PUT /v1/recording, or send"
                                + " texts as lines of JSON (application/x-ndjson)");
            }
            List<ComparedText> texts = opened.texts().stream()
                    .map(sample -> new ComparedText(
                            sample.callId(),
                            sample.segment(),
                            sample.direction(),
                            sample.source(),
                            sample.attributes(),
                            sample.text()))
                    .toList();
            return compare(caller, ref, against, Comparison.Texts.RECORDED, texts, opened.unreadable());
        });
    }

    Uni<Comparison> uploaded(Caller caller, PolicyRef ref, @Nullable Integer against, String lines) {
        return compare(caller, ref, against, Comparison.Texts.UPLOADED, ComparedText.read(lines, json), 0);
    }

    private Uni<Comparison> compare(
            Caller caller,
            PolicyRef ref,
            @Nullable Integer against,
            Comparison.Texts source,
            List<ComparedText> texts,
            int unreadable) {
        WorkspaceId workspace = caller.workspace();
        List<TriedText> tried = texts.stream().map(ComparedText::tried).toList();
        return policies.version(workspace, ref)
                .chain(policy -> other(workspace, ref, against)
                        .chain(other -> judge(workspace, other, tried)
                                .chain(before -> trying.texts(workspace, policy, tried)
                                        .map(after -> ComparisonResult.of(texts, before, after, unreadable)))
                                .map(result -> new Comparison(
                                        Ids.next(),
                                        ref.name().value(),
                                        ref.version(),
                                        other.map(compiled -> Comparison.Against.of(compiled.ref()))
                                                .orElse(null),
                                        source,
                                        result,
                                        caller.subject(),
                                        clock.instant()))))
                .chain(comparison -> transactions.mutate(
                        caller,
                        new Audit("policy.compare", "policies/" + ref.name() + "/versions/" + ref.version()),
                        session ->
                                comparisons.add(session, workspace, comparison).replaceWith(comparison)));
    }

    private Uni<Optional<CompiledPolicy>> other(WorkspaceId workspace, PolicyRef ref, @Nullable Integer against) {
        return against == null
                ? policies.enforced(workspace, ref.name())
                : policies.version(workspace, new PolicyRef(ref.name(), against))
                        .map(Optional::of);
    }

    /** Where nothing is in force, everything passes. */
    private Uni<List<Tried>> judge(WorkspaceId workspace, Optional<CompiledPolicy> other, List<TriedText> texts) {
        return other.map(policy -> trying.texts(workspace, policy, texts))
                .orElseGet(() -> Uni.createFrom()
                        .item(texts.stream().map(text -> NOTHING).toList()));
    }

    Uni<Page<Comparison>> page(WorkspaceId workspace, PolicyRef ref, PageQuery page) {
        return transactions.read(workspace, session -> comparisons.page(session, workspace, ref, page));
    }
}
