package org.llmops.guardrail.replacing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.detecting.Parameters;

/** Hides letters and digits, but for a few. */
@ApplicationScoped
public class MaskOperator implements OperatorType {
    private static final int MOST_KEPT = 8;
    private static final int USUALLY_KEPT = 4;
    private static final String CHARACTER = "character";

    @Override
    public String kind() {
        return "mask";
    }

    @Override
    public String description() {
        return "Hides letters and digits but for the last (keep_last) and the first (keep_first) few, never more than half"
                + " of them; **** **** **** 4242. Cannot be undone.";
    }

    @Override
    public Operator compile(Parameters parameters) {
        int last = parameters.whole("keep_last", 0, MOST_KEPT, USUALLY_KEPT);
        int first = parameters.whole("keep_first", 0, MOST_KEPT, 0);
        String character = parameters.text(CHARACTER);
        Mask mask = new Mask(first, last, character == null ? '*' : hiding(parameters, character));
        Writer writer = (entity, original) -> new Replaced(mask.of(original), false);
        return (Operator.Writing) scene -> Uni.createFrom().item(writer);
    }

    private static int hiding(Parameters parameters, String character) {
        int only = character.codePointAt(0);
        boolean fits = Character.charCount(only) == character.length()
                && !Character.isLetterOrDigit(only)
                && !Character.isWhitespace(only)
                && !Character.isISOControl(only)
                && only != '<'
                && only != '>';
        return fits ? only : parameters.fault(CHARACTER, "One character that is no letter, digit, space, < or >", (int) '*');
    }
}
