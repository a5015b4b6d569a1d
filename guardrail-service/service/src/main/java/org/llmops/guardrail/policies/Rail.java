package org.llmops.guardrail.policies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy: what to look for, where, and what to do about it.
 *
 * @param id names the rail in findings and metrics
 * @param detector the name of its detector
 * @param parameters what the detector is set to
 * @param directions never empty
 * @param actionParameters what the action needs to know, such as the replacement
 * @param scope which texts it looks at; never empty
 * @param minScore what scores less is no finding
 * @param onFailure what becomes of a text that it could not look at, for each direction
 * @param askJudge who confirms what is uncertain; absent: nobody
 */
public record Rail(
        String id,
        String detector,
        ObjectNode parameters,
        Set<Direction> directions,
        Action action,
        ObjectNode actionParameters,
        RailMode mode,
        Set<Scope> scope,
        double minScore,
        Map<Direction, FailMode> onFailure,
        @Nullable AskJudge askJudge) {
    /** Where a rail looks when it does not say. */
    public static final Set<Scope> EVERYWHERE = Set.copyOf(EnumSet.complementOf(EnumSet.of(Scope.LATEST_TURN)));

    public Rail {
        directions = Set.copyOf(directions);
        scope = Set.copyOf(scope);
        onFailure = Map.copyOf(onFailure);
    }

    /** A rail with everything else at its default. */
    public static Rail of(String id, String detector, Set<Direction> directions, Action action) {
        return new Rail(
                id,
                detector,
                JsonNodeFactory.instance.objectNode(),
                directions,
                action,
                JsonNodeFactory.instance.objectNode(),
                RailMode.ENFORCE,
                EVERYWHERE,
                0,
                Map.of(),
                null);
    }

    /** The same, with these settings. */
    public Rail with(ObjectNode parameters, ObjectNode actionParameters) {
        return new Rail(
                id,
                detector,
                parameters,
                directions,
                action,
                actionParameters,
                mode,
                scope,
                minScore,
                onFailure,
                askJudge);
    }

    /** The same, in another mode. */
    public Rail with(RailMode mode) {
        return new Rail(
                id,
                detector,
                parameters,
                directions,
                action,
                actionParameters,
                mode,
                scope,
                minScore,
                onFailure,
                askJudge);
    }

    /** Closed, when it does not say. */
    public FailMode onFailure(Direction direction) {
        return onFailure.getOrDefault(direction, FailMode.CLOSED);
    }
}
