package org.llmops.guardrail.redacting;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.LookingInside;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.AskJudge;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.FailMode;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Response;

/**
 * A rail in one direction, ready to scan; holds no state, so that every text of every call may share it.
 *
 * @param order its place among the policy's rails
 */
record CompiledRail(
        Rail rail,
        int order,
        Detector detector,
        String detectorVersion,
        Stage stage,
        boolean looksAround,
        boolean answersVary,
        boolean findsValues,
        Response response,
        FailMode onFailure) {
    static CompiledRail of(Rail rail, int order, Direction direction, Repertoire repertoire) {
        Optional<DetectorType> type = repertoire.detectors().named(rail.detector());
        return new CompiledRail(
                rail,
                order,
                type.map(known -> compiled(known, rail)).orElseGet(() -> missing(rail.detector())),
                type.map(DetectorType::version).orElse(""),
                type.map(DetectorType::stage).orElse(Stage.DETERMINISTIC),
                type.map(DetectorType::looksAround).orElse(false),
                type.map(DetectorType::answersVary).orElse(true),
                type.map(DetectorType::findsValues).orElse(false),
                Response.compile(
                        rail.action(),
                        new Parameters(rail.actionParameters(), "action_parameters"),
                        repertoire.operators()),
                rail.onFailure(direction));
    }

    private static Detector compiled(DetectorType type, Rail rail) {
        Detector detector = type.compile(new Parameters(rail.parameters(), "parameters"));
        return type.looksInside() && detector instanceof LocalDetector local ? new LookingInside(local) : detector;
    }

    /** A version outlives the software that published it: what is no longer there cannot look, and says so each time. */
    private static LocalDetector missing(String name) {
        return scene -> {
            throw new IllegalStateException("There is no detector " + name + " any more");
        };
    }

    String id() {
        return rail.id();
    }

    Action action() {
        return response.action();
    }

    boolean isShadow() {
        return rail.mode() == RailMode.SHADOW;
    }

    boolean isRemote() {
        return detector instanceof RemoteDetector;
    }

    /** Whether a text that it could not look at is blocked. */
    boolean blocksUnseen() {
        return !isShadow() && onFailure == FailMode.CLOSED;
    }

    /** What a finding of this score counts for; absent: nothing. */
    Span.@Nullable Standing standing(double score) {
        AskJudge judge = rail.askJudge();
        if (judge != null && judge.isUncertain(score)) {
            return Span.Standing.UNCERTAIN;
        }
        double least = judge == null ? rail.minScore() : Math.max(judge.low(), rail.minScore());
        return score >= least ? Span.Standing.CERTAIN : null;
    }
}
