package org.llmops.guardrail.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * A sign that every match has, such as the equals sign of an assignment, at no fixed place but after nothing else than
 * signs of other kinds. Where it is missing, a walk over a few characters spares trying the pattern.
 */
final class Gate {
    private static final int MAX_DISTANCE = 64;
    private static final int ASCII = 128;

    /** The ASCII characters that may stand before the sign, a bit each. */
    private final long[] before;

    /** Those of which one has to come. */
    private final long[] signs;

    /** The most characters before it. */
    private final int farthest;

    private Gate(long[] before, long[] signs, int farthest) {
        this.before = before;
        this.signs = signs;
        this.farthest = farthest;
    }

    /** Null for patterns that have none. */
    static @Nullable Gate of(Regex regex) {
        long[] before = new long[2];
        int farthest = 0;
        boolean moves = false;
        List<Regex> parts = Leads.flat(regex);
        for (Regex part : parts) {
            long[] signs = new long[2];
            collect(part, true, signs);
            boolean apart = (signs[0] & before[0]) == 0 && (signs[1] & before[1]) == 0;
            if (moves && part.minLength() > 0 && apart) {
                return new Gate(before, signs, farthest);
            }
            if (part.maxLength() > MAX_DISTANCE - farthest) {
                return null;
            }
            farthest += part.maxLength();
            // Behind parts of fixed length the sign has a fixed place, which is looked at anyway.
            moves |= part.minLength() < part.maxLength();
            collect(part, false, before);
        }
        return null;
    }

    /** Whether the sign comes, or may still come; what is outside ASCII is left to the pattern. */
    boolean mayOpen(GrowingText text, int start) {
        for (int position = start; position <= start + farthest; position++) {
            int codePoint = text.at(position);
            if (codePoint == GrowingText.UNKNOWN || codePoint >= ASCII || has(signs, codePoint)) {
                return true;
            }
            if (!has(before, codePoint)) {
                return false;
            }
        }
        return false;
    }

    private static boolean has(long[] members, int codePoint) {
        return codePoint >= 0 && (members[codePoint >> 6] >>> codePoint & 1) == 1;
    }

    /** Adds the characters that a part consists of, or only those that it can begin with. */
    private static void collect(Regex regex, boolean firstOnly, long[] members) {
        switch (regex) {
            case Assertion place -> {}
            case Literal literal -> add(Openings.members(literal), members);
            case CharClass any -> add(Openings.members(any), members);
            case Choice choice -> choice.options().forEach(option -> collect(option, firstOnly, members));
            case Repeat repeat -> collect(repeat.part(), firstOnly, members);
            case Sequence sequence -> {
                for (Regex part : sequence.parts()) {
                    collect(part, firstOnly, members);
                    if (firstOnly && part.minLength() > 0) {
                        return;
                    }
                }
            }
        }
    }

    private static void add(long[] more, long[] members) {
        members[0] |= more[0];
        members[1] |= more[1];
    }
}
