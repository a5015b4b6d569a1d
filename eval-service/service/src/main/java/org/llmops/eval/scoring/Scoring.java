package org.llmops.eval.scoring;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.v1.CallRecord;

/** Asks every scorer for its judgement of a call. */
@ApplicationScoped
public class Scoring {
    private static final Logger log = Logger.getLogger(Scoring.class);

    private final List<Scorer> scorers;
    private final Clock clock;

    Scoring(@All List<Scorer> scorers, Clock clock) {
        this.scorers = scorers;
        this.clock = clock;
    }

    /** A scorer that fails gives no score; the call is logged all the same. */
    public List<Score> score(WorkspaceId workspace, UUID callId, CallRecord call) {
        List<Score> scores = new ArrayList<>();
        for (Scorer scorer : scorers) {
            try {
                scorer.judge(call)
                        .map(judgement -> new Score(workspace, Ids.next(), callId, scorer, judgement, clock.instant()))
                        .ifPresent(scores::add);
            } catch (RuntimeException failure) {
                // Without its message, which may quote the answer.
                log.errorf(
                        "Scorer %s fails on call %s with %s",
                        scorer.name(), callId, failure.getClass().getName());
            }
        }
        return scores;
    }
}
