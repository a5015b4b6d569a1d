package org.llmops.guardrail.reviews;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.findings.FindingWitness;
import org.llmops.guardrail.findings.Recording;
import org.llmops.guardrail.findings.StoredFinding;
import org.llmops.guardrail.policies.Action;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;

/** Puts findings into the queue that people are asked to look at: those whose rail says so, the unsure, and samples. */
@ApplicationScoped
class ReviewQueueing implements FindingWitness {
    private final Reviews reviews;

    ReviewQueueing(Reviews reviews) {
        this.reviews = reviews;
    }

    @Override
    public Uni<Void> stored(
            Mutiny.Session session, WorkspaceId workspace, Recording recording, List<StoredFinding> findings) {
        return reviews.add(
                session,
                workspace,
                findings.stream()
                        .flatMap(finding ->
                                Optional.ofNullable(why(recording, finding)).map(why -> item(finding, why)).stream())
                        .toList());
    }

    private static ReviewItem.@Nullable Why why(Recording recording, StoredFinding finding) {
        return finding.action() == Action.HUMAN_REVIEW
                ? ReviewItem.Why.ASKED
                : finding.score() < recording.unsureBelow()
                        ? ReviewItem.Why.UNSURE
                        : recording.reviews(finding.id().toString()) ? ReviewItem.Why.SAMPLED : null;
    }

    static ReviewItem item(StoredFinding finding, ReviewItem.Why why) {
        return new ReviewItem(
                Ids.next(),
                finding.id(),
                finding.policy(),
                finding.version(),
                finding.rule(),
                finding.entity(),
                finding.score(),
                why,
                ReviewItem.Status.OPEN,
                null,
                null,
                null,
                null,
                null,
                null,
                finding.at());
    }
}
