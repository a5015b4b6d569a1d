package org.llmops.guardrail.redacting;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.RailMode;

/**
 * Something a rail found; never the matched text itself.
 *
 * @param segmentId the segment or channel it was found in
 * @param ruleId the rail
 * @param detector the rail's detector, in {@code detectorVersion}
 * @param detectorRule which of the detector's own rules found it
 * @param start first character in the original text, in Unicode code points
 * @param end one past the last character
 * @param action what the rail does about it, or in shadow would do
 * @param mode SHADOW: nothing was done
 * @param contributions what weighed in a learned score, heaviest first
 * @param placeholder what stands in its place, when it was redacted or rewritten
 */
public record Finding(
        String segmentId,
        String ruleId,
        String detector,
        String detectorVersion,
        String detectorRule,
        String entity,
        int start,
        int end,
        double score,
        Action action,
        RailMode mode,
        String reason,
        List<Match.Contribution> contributions,
        @Nullable String placeholder) {
    public Finding {
        contributions = List.copyOf(contributions);
    }

    static Finding of(String segmentId, Span.Found found, @Nullable String placeholder) {
        Match match = found.match();
        return new Finding(
                segmentId,
                found.rail().id(),
                found.rail().rail().detector(),
                found.rail().detectorVersion(),
                match.rule(),
                match.entity(),
                match.start(),
                match.end(),
                match.score(),
                found.action(),
                found.rail().rail().mode(),
                match.reason(),
                match.contributions(),
                placeholder);
    }

    /** What was done about it. */
    public Action done() {
        return mode == RailMode.SHADOW ? Action.ALLOW : action;
    }
}
