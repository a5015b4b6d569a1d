package org.llmops.cost.quoting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/**
 * How long answers are to be expected, for an input of some length.
 *
 * @param models what the workspace's calls took
 * @param leastCalls a model with fewer has no history of its own
 * @param outputPerInput of workspaces without a history
 */
record Lengths(Map<Model, Tokens> models, int leastCalls, BigDecimal outputPerInput) {
    Lengths {
        models = Map.copyOf(models);
    }

    /** Of the model's own calls where there are enough, else of all the workspace's, else as a rule of thumb. */
    Expected of(String provider, String model, long input) {
        Tokens own = models.get(new Model(provider, model));
        if (own != null && own.calls >= leastCalls) {
            return new Expected(own.output(input), Basis.MODEL_HISTORY, own.calls);
        }
        Tokens all = models.values().stream().reduce(Tokens.NONE, Tokens::plus);
        return all.calls >= leastCalls
                ? new Expected(all.output(input), Basis.WORKSPACE_HISTORY, all.calls)
                : new Expected(rounded(outputPerInput.multiply(BigDecimal.valueOf(input))), Basis.DEFAULT, 0);
    }

    private static long rounded(BigDecimal tokens) {
        return tokens.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** A model as the ledger names it. */
    record Model(String provider, String name) {}

    /** What some calls took together. */
    record Tokens(long calls, BigDecimal input, BigDecimal output) {
        static final Tokens NONE = new Tokens(0, BigDecimal.ZERO, BigDecimal.ZERO);

        Tokens plus(Tokens other) {
            return new Tokens(calls + other.calls, input.add(other.input), output.add(other.output));
        }

        long output(long ofInput) {
            return output.multiply(BigDecimal.valueOf(ofInput))
                    .divide(input, 0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
    }

    /**
     * An expectation.
     *
     * @param calls how many it rests on
     */
    record Expected(long outputTokens, Basis basis, long calls) {}

    /** What an expectation rests on. */
    enum Basis {
        MODEL_HISTORY,
        WORKSPACE_HISTORY,
        DEFAULT;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
