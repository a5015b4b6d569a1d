package org.llmops.guardrail.redacting;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/** Screens the texts of one call, which share their placeholders. Holds everything; nothing outlives it. */
public final class CallScreen {
    private final @Nullable CompiledPolicy policy;
    private final Placeholders placeholders;
    private final List<CompiledRail> rails;
    private final ScreeningLimits limits;
    private final Scene scene;

    private CallScreen(
            @Nullable CompiledPolicy policy, Direction direction, List<Replacement> known, ScreeningLimits limits) {
        this.policy = policy;
        this.placeholders = direction == Direction.INPUT ? Placeholders.replacing() : Placeholders.restoring(known);
        this.rails = policy == null ? List.of() : policy.rails(direction);
        this.limits = limits;
        this.scene =
                new Scene(new WorkspaceId("none"), direction == Direction.OUTPUT, Source.USER, List.of(), Map.of());
    }

    /**
     * Whole texts: everything is looked for, even behind what blocks.
     *
     * @param policy absent when none is in force: then texts are not scanned, and only restored
     * @param known what to restore, on the way out
     */
    public static CallScreen ofTexts(
            @Nullable CompiledPolicy policy, Direction direction, List<Replacement> known, int maxCodePoints) {
        return new CallScreen(policy, direction, known, new ScreeningLimits(maxCodePoints, false));
    }

    /** Texts that arrive in pieces: the first finding that blocks ends everything. */
    public static CallScreen ofStreams(
            @Nullable CompiledPolicy policy, Direction direction, List<Replacement> known, int maxCodePoints) {
        return new CallScreen(policy, direction, known, new ScreeningLimits(maxCodePoints, true));
    }

    /** Starts one of the call's texts. */
    public TextScreen text(String id, int expectedLength) {
        Verdict onUnscanned = policy == null ? Verdict.ALLOW : policy.unscanned();
        return new TextScreen(id, scene, rails, onUnscanned, placeholders, limits, expectedLength);
    }

    public @Nullable PolicyRef policy() {
        return policy == null ? null : policy.ref();
    }

    /** What was replaced on the way in and can be restored on the way out. */
    public List<Replacement> issued() {
        return placeholders.issued();
    }
}
