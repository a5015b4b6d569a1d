package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Verdict;

/** A policy version as screening uses it: immutable, shared by all calls of a workspace. */
public final class CompiledPolicy {
    private final PolicyRef ref;
    private final List<CompiledRail> input;
    private final List<CompiledRail> output;
    private final Verdict unscanned;

    /** @param unscanned what is done with text beyond the size limit: BLOCK, or ALLOW and say so */
    public CompiledPolicy(PolicyRef ref, List<Rail> rails, Verdict unscanned) {
        this.ref = ref;
        this.input = compile(rails, Direction.INPUT);
        this.output = compile(rails, Direction.OUTPUT);
        this.unscanned = unscanned;
    }

    public PolicyRef ref() {
        return ref;
    }

    List<CompiledRail> rails(Direction direction) {
        return direction == Direction.INPUT ? input : output;
    }

    Verdict unscanned() {
        return unscanned;
    }

    private static List<CompiledRail> compile(List<Rail> rails, Direction direction) {
        List<CompiledRail> compiled = new ArrayList<>();
        for (Rail rail : rails) {
            if (rail.directions().contains(direction)) {
                compiled.add(CompiledRail.of(rail, compiled.size()));
            }
        }
        return List.copyOf(compiled);
    }
}
