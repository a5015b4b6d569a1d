package org.llmops.guardrail.matching;

import java.util.List;
import java.util.stream.Collectors;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * Writes, for a pattern, the pattern of everything its matches may begin with. As long as the known end of a text fits that,
 * a match may still be on its way; as soon as it does not, none is, and nothing has to be held back.
 */
final class Prefixes {
    private Prefixes() {}

    /** Matches what any match of {@code regex} begins with, the whole of it and nothing at all included. */
    static String of(Regex regex) {
        StringBuilder written = new StringBuilder();
        prefix(regex, written);
        return written.toString();
    }

    private static void prefix(Regex regex, StringBuilder written) {
        switch (regex) {
            case Assertion place -> written.append("(?:)");
            case Literal literal -> optional(regex, written);
            case CharClass any -> optional(regex, written);
            case Choice choice -> {
                written.append("(?:");
                String separator = "";
                for (Regex option : choice.options()) {
                    written.append(separator);
                    prefix(option, written);
                    separator = "|";
                }
                written.append(')');
            }
            case Repeat repeat -> {
                if (repeat.part() instanceof Literal || repeat.part() instanceof CharClass) {
                    whole(new Repeat(repeat.part(), 0, repeat.most()), written);
                } else if (repeat.most() > 0) {
                    int before = repeat.most() == Regex.UNBOUNDED ? Regex.UNBOUNDED : repeat.most() - 1;
                    whole(new Repeat(repeat.part(), 0, before), written);
                    prefix(repeat.part(), written);
                }
            }
            case Sequence sequence -> prefix(sequence.parts(), written);
        }
    }

    /** The first part begun, or the first part whole and the second begun, and so on. */
    private static void prefix(List<Regex> parts, StringBuilder written) {
        if (parts.isEmpty()) {
            written.append("(?:)");
            return;
        }
        for (int index = 0; index < parts.size(); index++) {
            written.append("(?:");
            prefix(parts.get(index), written);
            if (index + 1 < parts.size()) {
                written.append('|');
                whole(parts.get(index), written);
            }
        }
        written.append(")".repeat(parts.size()));
    }

    private static void optional(Regex single, StringBuilder written) {
        written.append("(?:");
        whole(single, written);
        written.append(")?");
    }

    private static void whole(Regex regex, StringBuilder written) {
        switch (regex) {
            case Assertion place -> written.append(place.syntax());
            case Literal literal ->
                written.append(literal.ignoresCase() ? "(?i:" : "(?:")
                        .append("\\x{")
                        .append(Integer.toHexString(literal.codePoint()))
                        .append("})");
            case CharClass any -> written.append(any.syntax());
            case Choice choice ->
                written.append(
                        choice.options().stream().map(Prefixes::written).collect(Collectors.joining("|", "(?:", ")")));
            case Sequence sequence -> {
                written.append("(?:");
                sequence.parts().forEach(part -> whole(part, written));
                written.append(')');
            }
            case Repeat repeat -> {
                written.append("(?:");
                whole(repeat.part(), written);
                written.append(')').append(times(repeat));
            }
        }
    }

    private static String written(Regex regex) {
        StringBuilder written = new StringBuilder();
        whole(regex, written);
        return written.toString();
    }

    private static String times(Repeat repeat) {
        if (repeat.most() == Regex.UNBOUNDED) {
            return repeat.least() == 0 ? "*" : "{" + repeat.least() + ",}";
        }
        return "{" + repeat.least() + "," + repeat.most() + "}";
    }
}
