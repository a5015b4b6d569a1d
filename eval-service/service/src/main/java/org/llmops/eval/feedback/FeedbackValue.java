package org.llmops.eval.feedback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import org.llmops.eval.EvalProblem;

/**
 * How good an answer is found.
 *
 * @param value from 0 (bad) to 1 (good), with at most six decimals
 */
record FeedbackValue(@JsonValue BigDecimal value) {
    private static final int MAX_DECIMALS = 6;

    FeedbackValue {
        value = value.stripTrailingZeros();
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0 || value.scale() > MAX_DECIMALS) {
            throw malformed();
        }
        value = value.scale() < 0 ? value.setScale(0) : value;
    }

    /** @param said `up`, `down`, or a number from 0 to 1 */
    @JsonCreator
    static FeedbackValue of(Object said) {
        return switch (said) {
            case String word when word.equals("up") -> new FeedbackValue(BigDecimal.ONE);
            case String word when word.equals("down") -> new FeedbackValue(BigDecimal.ZERO);
            case BigDecimal number -> new FeedbackValue(number);
            case Integer number -> new FeedbackValue(BigDecimal.valueOf(number));
            default -> throw malformed();
        };
    }

    private static RuntimeException malformed() {
        return EvalProblem.FEEDBACK_INVALID.at(
                "value", "Say \"up\", \"down\", or a number from 0 to 1 with at most six decimals");
    }
}
