package org.llmops.guardrail.matching;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * Which characters can stand in the first places of a match. A look at them costs nanoseconds, and hardly any prose stands
 * it, so the pattern itself is seldom tried.
 */
final class Openings {
    private static final int MAX_PLACES = 24;
    private static final int ASCII = 128;

    /** Sets of ASCII characters, two words each, by the syntax that denotes them: patterns use few different ones. */
    private static final Map<String, long[]> CLASSES = new ConcurrentHashMap<>();

    private final int places;
    private final long[] allowed = new long[2 * MAX_PLACES];

    Openings(Regex regex) {
        fill(regex, 1);
        places = Math.min(MAX_PLACES, regex.minLength());
    }

    /** Whether a match may begin at a place; what has not arrived may be anything. */
    boolean allow(GrowingText text, int start) {
        for (int place = 0; place < places; place++) {
            int codePoint = text.at(start + place);
            if (codePoint == GrowingText.UNKNOWN) {
                return true;
            }
            // Signs outside ASCII are left to the pattern.
            boolean fits = codePoint >= ASCII
                    || codePoint >= 0 && (allowed[2 * place + (codePoint >> 6)] >>> codePoint & 1) == 1;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /**
     * Marks what a part allows.
     *
     * @param from the places where it may begin, one bit each
     * @return the places where what follows it may begin
     */
    private int fill(Regex regex, int from) {
        return switch (regex) {
            case Assertion place -> from;
            case Literal literal -> {
                mark(literal, from);
                yield next(from);
            }
            case CharClass any -> {
                mark(CLASSES.computeIfAbsent(any.syntax(), Openings::members), from);
                yield next(from);
            }
            case Sequence sequence -> {
                int reached = from;
                for (Regex part : sequence.parts()) {
                    reached = fill(part, reached);
                }
                yield reached;
            }
            case Choice choice -> {
                int reached = 0;
                for (Regex option : choice.options()) {
                    reached |= fill(option, from);
                }
                yield reached;
            }
            case Repeat repeat -> fill(repeat, from);
        };
    }

    private int fill(Repeat repeat, int from) {
        int reached = repeat.least() == 0 ? from : 0;
        int begun = from;
        // What takes a character has left the places after so many rounds, and what takes none changes nothing any
        // more.
        int rounds = Math.min(repeat.most(), MAX_PLACES + 1);
        for (int round = 1; round <= rounds; round++) {
            begun = fill(repeat.part(), begun);
            reached |= round >= repeat.least() || round == rounds ? begun : 0;
        }
        return reached;
    }

    private static int next(int from) {
        return from << 1 & (1 << MAX_PLACES) - 1;
    }

    private void mark(Literal literal, int from) {
        long[] members = new long[2];
        add(literal.codePoint(), members);
        if (literal.ignoresCase()) {
            add(Character.toLowerCase(literal.codePoint()), members);
            add(Character.toUpperCase(literal.codePoint()), members);
        }
        mark(members, from);
    }

    private void mark(long[] members, int from) {
        for (int place = 0; place < MAX_PLACES; place++) {
            if ((from >> place & 1) == 1) {
                allowed[2 * place] |= members[0];
                allowed[2 * place + 1] |= members[1];
            }
        }
    }

    private static void add(int codePoint, long[] members) {
        if (codePoint < ASCII) {
            members[codePoint >> 6] |= 1L << codePoint;
        }
    }

    private static long[] members(String syntax) {
        Pattern pattern = Pattern.compile(syntax);
        long[] members = new long[2];
        for (int codePoint = 0; codePoint < ASCII; codePoint++) {
            if (pattern.matches(String.valueOf((char) codePoint))) {
                add(codePoint, members);
            }
        }
        return members;
    }

    /** The characters that a class consists of, if they are few and it is plain that they are all; else none. */
    static List<Integer> few(CharClass any, int most) {
        String syntax = any.syntax();
        if (syntax.indexOf('[') < 0 || syntax.chars().anyMatch(sign -> sign == '^' || sign == '\\' || sign >= ASCII)) {
            return List.of();
        }
        long[] members = CLASSES.computeIfAbsent(syntax, Openings::members);
        if (Long.bitCount(members[0]) + Long.bitCount(members[1]) > most) {
            return List.of();
        }
        return IntStream.range(0, ASCII)
                .filter(codePoint -> (members[codePoint >> 6] >>> codePoint & 1) == 1)
                .boxed()
                .toList();
    }
}
