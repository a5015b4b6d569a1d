package org.llmops.guardrail.screening;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Asks for texts of one call to be screened together.
 *
 * @param callId the call; empty when it has no name
 * @param known what to restore, on the way out
 * @param around the other texts of the call, with an answer; those of the input are found among its segments
 * @param attributes who calls and what for
 * @param followsRoutes whether who asks takes another route when told to
 * @param by when the answer is needed; never, when nobody said
 * @param tried the version to screen with; absent: the one in force
 */
public record ScreenTexts(
        String callId,
        Direction direction,
        List<Segment> segments,
        List<Replacement> known,
        List<Scene.Around> around,
        Map<String, String> attributes,
        boolean followsRoutes,
        Deadline by,
        @Nullable PolicyRef tried) {
    public ScreenTexts {
        segments = List.copyOf(segments);
        known = List.copyOf(known);
        around = List.copyOf(around);
        attributes = Map.copyOf(attributes);
    }

    int length() {
        return segments.stream().mapToInt(segment -> segment.text().length()).sum();
    }

    /** The attributes with the call's own name, if it has one. */
    public static Map<String, String> named(String callId, Map<String, String> attributes) {
        Map<String, String> named = new HashMap<>(attributes);
        if (!callId.isEmpty()) {
            named.put(Call.ID, callId);
        }
        return named;
    }

    Call call(WorkspaceId workspace) {
        return new Call(
                workspace,
                direction,
                known,
                direction == Direction.INPUT ? Turns.around(segments) : around,
                named(callId, attributes),
                followsRoutes);
    }
}
