package org.llmops.guardrail.policies;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rail as JSON. */
@RegisterForReflection
@Schema(name = "Rail")
public record RailBody(
        @NotNull(message = "Give the rail a name of its own, which findings will bear")
        @Schema(description = "Names the rail in findings and metrics; unique in the policy")
        String id,

        @NotNull(message = "Name one of GET /v1/detectors") @Schema(description = "One of GET /v1/detectors")
        String detector,

        @Schema(description = "Parameters of the detector", implementation = Object.class) @Nullable
        ObjectNode parameters,

        @NotNull(message = "Name input, output or both")
        SortedSet<@NotNull(message = "Name input, output or both") Direction> directions,

        @NotNull(message = "Say what is done about a finding, such as flag, redact or block")
        @Schema(description = "What is done about a finding; of several the strictest, which is `block`")
        Action action,

        @Schema(
                description = "`redact`: operator and its parameters; `rewrite`: replacement; `quarantine`: marking,"
                        + " delimit or datamark; `route`: route; `re_ask`: instruction",
                implementation = Object.class)
        @Nullable
        ObjectNode actionParameters,

        @Schema(description = "Default `enforce`; `shadow` reports only") @Nullable
        RailMode mode,

        @Schema(
                description = "Which texts it looks at; default: all, and for `quarantine` tools and context."
                        + " `latest_turn` begins with the user's last message")
        @Nullable
        SortedSet<@NotNull Scope> scope,

        @Schema(description = "0 to 1: what scores less is no finding; default 0") @Nullable
        Double minScore,

        @Schema(description = "What becomes of a text that the rail could not look at; default closed") @Nullable @Valid
        OnFailure onFailure,

        @Schema(description = "Who confirms findings of uncertain score; default nobody") @Nullable @Valid
        Judge askJudge) {

    /** A fail mode for each direction. */
    @RegisterForReflection
    @Schema(name = "RailOnFailure")
    public record OnFailure(
            @Nullable FailMode input, @Nullable FailMode output) {
        static OnFailure of(Rail rail) {
            return new OnFailure(rail.onFailure(Direction.INPUT), rail.onFailure(Direction.OUTPUT));
        }

        Map<Direction, FailMode> modes() {
            return Map.of(
                    Direction.INPUT,
                    Objects.requireNonNullElse(input, FailMode.CLOSED),
                    Direction.OUTPUT,
                    Objects.requireNonNullElse(output, FailMode.CLOSED));
        }
    }

    /** The rail whose judge is asked, and the scores for which it is. */
    @RegisterForReflection
    @Schema(name = "RailAskJudge")
    public record Judge(
            @NotNull(message = "Name the rail whose judge is asked")
            String rail,

            @NotNull(message = "Say from which score on it is asked, 0 to 1")
            Double low,

            @NotNull(message = "Say up to which score it is asked, 0 to 1")
            Double high) {}

    public static RailBody of(Rail rail) {
        AskJudge judge = rail.askJudge();
        return new RailBody(
                rail.id(),
                rail.detector(),
                rail.parameters(),
                new TreeSet<>(rail.directions()),
                rail.action(),
                rail.actionParameters(),
                rail.mode(),
                new TreeSet<>(rail.scope()),
                rail.minScore(),
                OnFailure.of(rail),
                judge == null ? null : new Judge(judge.rail(), judge.low(), judge.high()));
    }

    /** What the body leaves open is at its default. */
    public Rail rail() {
        return new Rail(
                id,
                detector,
                Objects.requireNonNullElseGet(parameters, JsonNodeFactory.instance::objectNode),
                directions,
                action,
                Objects.requireNonNullElseGet(actionParameters, JsonNodeFactory.instance::objectNode),
                Objects.requireNonNullElse(mode, RailMode.ENFORCE),
                Objects.requireNonNullElse(
                        scope, action == Action.QUARANTINE ? Set.of(Scope.TOOLS, Scope.CONTEXT) : Rail.EVERYWHERE),
                Objects.requireNonNullElse(minScore, 0.0),
                Objects.requireNonNullElse(onFailure, new OnFailure(null, null)).modes(),
                askJudge == null ? null : new AskJudge(askJudge.rail(), askJudge.low(), askJudge.high()));
    }
}
