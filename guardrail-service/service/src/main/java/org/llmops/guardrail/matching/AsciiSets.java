package org.llmops.guardrail.matching;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Literal;

/** Which ASCII characters the parts of a pattern stand for: two words, a bit for each. */
final class AsciiSets {
    static final int ASCII = 128;

    /** By the syntax that denotes them: patterns use few different ones. */
    private static final Map<String, long[]> CLASSES = new ConcurrentHashMap<>();

    private AsciiSets() {}

    private static void add(int codePoint, long[] members) {
        if (codePoint < ASCII) {
            members[codePoint >> 6] |= 1L << codePoint;
        }
    }

    /** The ASCII characters that a literal stands for, a bit each. */
    static long[] members(Literal literal) {
        long[] members = new long[2];
        add(literal.codePoint(), members);
        if (literal.ignoresCase()) {
            int lower = Character.toLowerCase(literal.codePoint());
            int upper = Character.toUpperCase(literal.codePoint());
            add(lower, members);
            add(upper, members);
            // A long s and the sign of the kelvin have ASCII letters of both cases.
            add(Character.toUpperCase(lower), members);
            add(Character.toLowerCase(upper), members);
        }
        return members;
    }

    /** The ASCII characters of a class, a bit each. */
    static long[] members(CharClass any) {
        return CLASSES.computeIfAbsent(any.syntax(), AsciiSets::members);
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
        long[] members = members(any);
        if (Long.bitCount(members[0]) + Long.bitCount(members[1]) > most) {
            return List.of();
        }
        return IntStream.range(0, ASCII)
                .filter(codePoint -> (members[codePoint >> 6] >>> codePoint & 1) == 1)
                .boxed()
                .toList();
    }
}
