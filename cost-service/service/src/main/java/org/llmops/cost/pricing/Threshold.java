package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Other rates for the whole of a call that is large: the axis exceeds the bound, and then every token of the call, not only
 * those above, costs what these say. Units they do not name keep their rate.
 *
 * @param above more than this; at the bound itself the lower rates hold
 */
public record Threshold(Axis axis, long above, Rates rates) {
    public Threshold {
        if (above <= 0) {
            throw new IllegalArgumentException("A threshold is above 0, not above " + above);
        }
    }

    boolean isExceededBy(TokenUsage usage) {
        return axis.of(usage) > above;
    }

    /** What makes a call large. */
    public enum Axis {
        /** All input, cached included: long contexts. */
        INPUT_TOKENS {
            @Override
            long of(TokenUsage usage) {
                return usage.input();
            }
        },
        /** All output, reasoning included. */
        OUTPUT_TOKENS {
            @Override
            long of(TokenUsage usage) {
                return usage.output();
            }
        },
        /** Both together. */
        TOTAL_TOKENS {
            @Override
            long of(TokenUsage usage) {
                return usage.input() + usage.output();
            }
        };

        abstract long of(TokenUsage usage);

        public static Optional<Axis> of(String label) {
            return Arrays.stream(values())
                    .filter(axis -> axis.label().equals(label))
                    .findFirst();
        }

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
