package org.llmops.guardrail.replacing;

import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.OperatorType;
import org.llmops.guardrail.substituting.Substitute;

/**
 * {@code mask}: hides letters and digits but for the last ({@code keep_last}) and the first ({@code keep_first}) few, and
 * never less than half of them, such as {@code **** **** **** 4242}.
 */
@ApplicationScoped
public class MaskType implements OperatorType {
    private static final int MOST_KEPT = 8;
    private static final int USUALLY_KEPT = 4;
    private static final String CHARACTER = "character";

    @Override
    public String name() {
        return "mask";
    }

    @Override
    public Operator compile(Parameters parameters) {
        int last = parameters.whole("keep_last", 0, MOST_KEPT, USUALLY_KEPT);
        int first = parameters.whole("keep_first", 0, MOST_KEPT, 0);
        String character = parameters.text(CHARACTER);
        Mask mask = new Mask(first, last, character == null ? '*' : hiding(parameters, character));
        return original -> new Substitute.Written(mask.of(original.text()), false);
    }

    private static int hiding(Parameters parameters, String character) {
        int only = character.codePointAt(0);
        boolean fits = Character.charCount(only) == character.length()
                && !Character.isLetterOrDigit(only)
                && !Character.isWhitespace(only)
                && !Character.isISOControl(only)
                && only != '<'
                && only != '>';
        return fits
                ? only
                : parameters.fault(CHARACTER, "One character that is no letter, digit, space, < or >", (int) '*');
    }
}
