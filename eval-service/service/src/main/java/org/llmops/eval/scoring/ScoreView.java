package org.llmops.eval.scoring;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A score, as REST tells it.
 *
 * @param id names the score
 * @param callId the call that was judged
 * @param scorer what judged it
 * @param scorerVersion which version of that
 * @param value from 0 (bad) to 1 (good)
 * @param reason why
 * @param scoredAt when
 */
public record ScoreView(
        UUID id, UUID callId, String scorer, int scorerVersion, BigDecimal value, String reason, Instant scoredAt) {
    public static ScoreView of(Score score) {
        return new ScoreView(
                score.id(),
                score.callId(),
                score.scorer(),
                score.scorerVersion(),
                plain(score.value()),
                score.reason(),
                score.scoredAt());
    }

    /** The database fills up with zeros. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
