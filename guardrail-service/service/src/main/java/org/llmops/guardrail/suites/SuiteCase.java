package org.llmops.guardrail.suites;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.trying.Tried;
import org.llmops.guardrail.trying.TriedText;

/** A text and what a policy is to make of it. */
@RegisterForReflection
@Schema(name = "SuiteCase")
public record SuiteCase(
        @NotNull @Size(min = 1, max = 100) @Schema(description = "Unique in the suite")
        String id,

        @NotNull @Size(min = 1, max = 100_000) String text,

        @Schema(description = "Default `input`") @Nullable Direction direction,

        @Schema(description = "Default `user`, of output `assistant`") @Nullable
        Source source,

        @Schema(description = "What is to become of it; default `allow`") @Nullable
        Verdict verdict,

        @Schema(description = "Kinds of things that must be found, whatever the verdict") @Nullable @Size(max = 20)
        List<@NotNull String> entities) {

    /** Whether there is something to be found: else to find anything is a false alarm. */
    boolean isPositive() {
        return expectedVerdict() != Verdict.ALLOW || !expectedEntities().isEmpty();
    }

    Verdict expectedVerdict() {
        return Objects.requireNonNullElse(verdict, Verdict.ALLOW);
    }

    List<String> expectedEntities() {
        return Objects.requireNonNullElse(entities, List.of());
    }

    TriedText tried() {
        Direction way = Objects.requireNonNullElse(direction, Direction.INPUT);
        Source from = way == Direction.INPUT ? Source.USER : Source.ASSISTANT;
        return TriedText.of(way, Objects.requireNonNullElse(source, from), text);
    }

    /** Caught: the verdict is at least as strict as expected, and everything expected was found. Left alone: it passes unchanged. */
    boolean isMetBy(Tried tried) {
        return isPositive()
                ? tried.verdict().compareTo(expectedVerdict()) >= 0
                        && tried.entities().containsAll(expectedEntities())
                : tried.verdict() == Verdict.ALLOW;
    }

    @Override
    public String toString() {
        return id;
    }
}
