package org.llmops.guardrail.redacting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersion;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Response;
import org.llmops.guardrail.policies.Verdict;

/** A policy version as screening uses it: immutable, shared by all calls of a workspace. */
public final class CompiledPolicy {
    private final PolicyRef ref;
    private final List<RailSet> input;
    private final List<RailSet> output;
    private final List<CompiledRail> openedForInput;
    private final List<CompiledRail> openedForOutput;
    private final boolean looksAround;
    private final Verdict unscanned;
    private final @Nullable Integer deadlineMs;

    /**
     * @param unscanned what is done with text beyond the size limit: BLOCK, or ALLOW and say so
     * @param deadlineMs within how much time a request is screened; absent: the service's setting
     */
    public CompiledPolicy(
            PolicyRef ref, List<Rail> rails, Verdict unscanned, @Nullable Integer deadlineMs, Repertoire repertoire) {
        this.ref = ref;
        this.input = sets(compile(rails, Direction.INPUT, repertoire));
        List<CompiledRail> forAnswers = compile(rails, Direction.OUTPUT, repertoire);
        this.output = sets(forAnswers);
        this.openedForInput = opened(input);
        this.openedForOutput = opened(output);
        this.looksAround = forAnswers.stream().anyMatch(CompiledRail::looksAround);
        this.unscanned = unscanned;
        this.deadlineMs = deadlineMs;
    }

    public static CompiledPolicy of(PolicyVersion version, Repertoire repertoire) {
        return new CompiledPolicy(
                version.ref(), version.rails(), version.unscanned(), version.deadlineMs(), repertoire);
    }

    /** As the version would act if every rail of it that is in shadow were enforced. */
    public static CompiledPolicy enforcing(PolicyVersion version, Repertoire repertoire) {
        List<Rail> rails = version.rails().stream()
                .map(rail -> rail.mode() == RailMode.SHADOW ? rail.with(RailMode.ENFORCE) : rail)
                .toList();
        return new CompiledPolicy(version.ref(), rails, version.unscanned(), version.deadlineMs(), repertoire);
    }

    public PolicyRef ref() {
        return ref;
    }

    /** Within how much time a request is screened, if the policy says. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadlineMs).map(Duration::ofMillis);
    }

    /** Whether a rail for answers wants to see the other texts of the call. */
    public boolean looksAround() {
        return looksAround;
    }

    /** The rails that look at a text of this source, of the latest turn or an earlier one. */
    RailSet rails(Direction direction, Source source, boolean latest) {
        return (direction == Direction.INPUT ? input : output).get(source.ordinal() * 2 + (latest ? 1 : 0));
    }

    /** The rails whose operators are opened for each call in this direction. */
    List<CompiledRail> opened(Direction direction) {
        return direction == Direction.INPUT ? openedForInput : openedForOutput;
    }

    Verdict unscanned() {
        return unscanned;
    }

    private static List<CompiledRail> compile(List<Rail> rails, Direction direction, Repertoire repertoire) {
        List<CompiledRail> compiled = new ArrayList<>();
        for (Rail rail : rails) {
            if (rail.mode() != RailMode.OFF && rail.directions().contains(direction)) {
                compiled.add(CompiledRail.of(rail, compiled.size(), direction, repertoire));
            }
        }
        return compiled;
    }

    private static List<CompiledRail> opened(List<RailSet> sets) {
        return sets.stream()
                .flatMap(RailSet::redacting)
                .filter(rail -> rail.response() instanceof Response.Redact redact
                        && redact.operator().isOpenedForEachCall())
                .distinct()
                .toList();
    }

    private static List<RailSet> sets(List<CompiledRail> rails) {
        List<RailSet> sets = new ArrayList<>();
        for (Source source : Source.values()) {
            for (boolean latest : new boolean[] {false, true}) {
                sets.add(RailSet.of(rails, source, latest));
            }
        }
        return List.copyOf(sets);
    }
}
