package org.llmops.guardrail.redacting;

import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.platform.identity.WorkspaceId;

/**
 * What is known about the call whose texts are screened.
 *
 * @param known what to restore, on the way out
 * @param around the other texts of the call, for rails that hold an answer against them
 * @param attributes who calls and what for; see {@link Scene}
 * @param followsRoutes whether who asks takes another route when told to; to others that is a refusal
 */
public record Call(
        WorkspaceId workspace,
        Direction direction,
        List<Replacement> known,
        List<Scene.Around> around,
        Map<String, String> attributes,
        boolean followsRoutes) {
    /** The attribute that names the call. */
    public static final String ID = "call";

    public Call {
        known = List.copyOf(known);
        around = List.copyOf(around);
        attributes = Map.copyOf(attributes);
    }

    /** A call of which nothing is known. */
    public static Call of(WorkspaceId workspace, Direction direction, List<Replacement> known) {
        return new Call(workspace, direction, known, List.of(), Map.of(), false);
    }
}
