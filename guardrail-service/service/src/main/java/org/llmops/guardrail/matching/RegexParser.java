package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * Takes a pattern apart, in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax). What RE2 lacks because it cannot
 * be matched in linear time is named with its place.
 */
final class RegexParser {
    /** Of RE2 itself. */
    private static final int MAX_REPEAT = 1000;

    private static final int MAX_DEPTH = 50;

    private final String pattern;
    private int position;
    private int depth;
    private Flags flags = new Flags(false, false, false);

    RegexParser(String pattern) {
        this.pattern = pattern;
    }

    Regex parse() throws PatternMalformed {
        Regex whole = choice();
        if (position < pattern.length()) {
            throw fault(position, "This closing parenthesis opens nowhere; write \\) for the character");
        }
        return whole;
    }

    private Regex choice() throws PatternMalformed {
        if (++depth > MAX_DEPTH) {
            throw fault(position, "Groups are nested more than " + MAX_DEPTH + " deep");
        }
        List<Regex> options = new ArrayList<>();
        options.add(sequence());
        while (at('|')) {
            position++;
            options.add(sequence());
        }
        depth--;
        return options.size() == 1 ? options.getFirst() : new Choice(options);
    }

    private Regex sequence() throws PatternMalformed {
        List<Regex> parts = new ArrayList<>();
        while (position < pattern.length() && !at('|') && !at(')')) {
            Regex part = atom();
            if (part != null) {
                parts.add(repeated(part));
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    /** Null for flags, which stand for nothing themselves. */
    private @Nullable Regex atom() throws PatternMalformed {
        int codePoint = pattern.codePointAt(position);
        return switch (codePoint) {
            case '(' -> group();
            case '[' -> new CharClass(flags.onClass(bracket()));
            case '.' -> {
                position++;
                yield new CharClass(flags.dotTakesLineEnds ? "(?s:.)" : ".");
            }
            case '^', '$' -> {
                position++;
                yield new Assertion(flags.linesHaveEnds ? "(?m:" + (char) codePoint + ")" : "" + (char) codePoint);
            }
            case '*', '+', '?' -> throw fault(position, "There is nothing to repeat before this");
            case '\\' -> escape();
            default -> {
                position += Character.charCount(codePoint);
                yield new Literal(codePoint, flags.ignoresCase);
            }
        };
    }

    private @Nullable Regex group() throws PatternMalformed {
        int opening = position++;
        Flags outside = flags;
        if (at('?')) {
            position++;
            if (ahead("=") || ahead("!") || ahead("<=") || ahead("<!")) {
                throw fault(
                        opening, "Looking ahead or behind cannot be done in linear time; match the surroundings too");
            }
            if (ahead(">")) {
                throw fault(opening, "Atomic groups are not part of RE2; write (?:…)");
            }
            if (ahead("P<") || ahead("<")) {
                int closing = pattern.indexOf('>', position);
                if (closing < 0) {
                    throw fault(opening, "The name of this group has no end; write (?P<name>…)");
                }
                position = closing + 1;
            } else if (!holdInside(opening)) {
                return null;
            }
        }
        Regex inside = choice();
        flags = outside;
        if (!at(')')) {
            throw fault(opening, "This parenthesis is never closed; write \\( for the character");
        }
        position++;
        return inside;
    }

    /** Reads flags; they hold inside the group that follows them, or else from here to the end of the group around. */
    private boolean holdInside(int opening) throws PatternMalformed {
        boolean on = true;
        for (; position < pattern.length(); position++) {
            switch (pattern.charAt(position)) {
                case 'i' -> flags = new Flags(on, flags.dotTakesLineEnds, flags.linesHaveEnds);
                case 's' -> flags = new Flags(flags.ignoresCase, on, flags.linesHaveEnds);
                case 'm' -> flags = new Flags(flags.ignoresCase, flags.dotTakesLineEnds, on);
                case 'U' -> {}
                case '-' -> on = false;
                case ')', ':' -> {
                    return pattern.charAt(position++) == ':';
                }
                default -> throw fault(opening, "Groups begin with (, (?:, (?P<name> or flags among i, m, s and U");
            }
        }
        throw fault(opening, "This parenthesis is never closed");
    }

    private String bracket() throws PatternMalformed {
        int opening = position++;
        if (at('^')) {
            position++;
        }
        if (at(']')) {
            position++;
        }
        while (!at(']')) {
            if (position >= pattern.length()) {
                throw fault(opening, "This bracket is never closed; write \\[ for the character");
            }
            if (ahead("[:") && pattern.indexOf(":]", position) > 0) {
                position = pattern.indexOf(":]", position) + 2;
            } else {
                position += at('\\') ? 2 : 1;
            }
        }
        position++;
        return pattern.substring(opening, position);
    }

    private Regex escape() throws PatternMalformed {
        int start = position++;
        if (position >= pattern.length()) {
            throw fault(start, "A backslash at the end escapes nothing; write \\\\ for the character");
        }
        int escaped = pattern.codePointAt(position);
        position += Character.charCount(escaped);
        switch (escaped) {
            case 'b', 'B', 'A', 'z' -> {
                return new Assertion(pattern.substring(start, position));
            }
            case 'Q' -> {
                return quoted();
            }
            case 'Z', 'G' ->
                throw fault(start, "RE2 has no \\" + (char) escaped + "; write \\z for the end of the text");
            case 'k', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                throw fault(start, "A reference to what a group matched cannot be matched in linear time");
            case 'p', 'P', 'x' -> {
                if (at('{')) {
                    int closing = pattern.indexOf('}', position);
                    position = closing < 0 ? pattern.length() : closing;
                }
                position = Math.min(pattern.length(), position + (escaped == 'x' && !at('}') ? 2 : 1));
                return new CharClass(flags.onClass(pattern.substring(start, position)));
            }
            case 'd', 'D', 'w', 'W', 's', 'S', 'a', 'f', 't', 'n', 'r', 'v', '0' -> {
                return new CharClass(pattern.substring(start, position));
            }
            default -> {
                if (Character.isLetterOrDigit(escaped)) {
                    throw fault(start, "RE2 knows no \\" + Character.toString(escaped));
                }
                return new Literal(escaped, false);
            }
        }
    }

    private Regex quoted() {
        int end = pattern.indexOf("\\E", position);
        String text = pattern.substring(position, end < 0 ? pattern.length() : end);
        position = end < 0 ? pattern.length() : end + 2;
        return new Sequence(text.codePoints()
                .<Regex>mapToObj(codePoint -> new Literal(codePoint, flags.ignoresCase))
                .toList());
    }

    private Regex repeated(Regex part) throws PatternMalformed {
        Regex repeated = part;
        while (position < pattern.length()) {
            int start = position;
            switch (pattern.charAt(position)) {
                case '*' -> repeated = new Repeat(repeated, 0, Regex.UNBOUNDED);
                case '+' -> repeated = new Repeat(repeated, 1, Regex.UNBOUNDED);
                case '?' -> repeated = new Repeat(repeated, 0, 1);
                case '{' -> {
                    Repeat counted = counted(repeated);
                    if (counted == null) {
                        return repeated;
                    }
                    repeated = counted;
                }
                default -> {
                    return repeated;
                }
            }
            position++;
            if (at('?')) {
                position++;
            } else if (at('+')) {
                throw fault(start, "Possessive repetition is not part of RE2; leave out the second +");
            }
        }
        return repeated;
    }

    /** Null where the brace is a character like any other; stops before the closing brace. */
    private @Nullable Repeat counted(Regex part) throws PatternMalformed {
        int closing = pattern.indexOf('}', position);
        String counts = closing < 0 ? "" : pattern.substring(position + 1, closing);
        int comma = counts.indexOf(',');
        String least = comma < 0 ? counts : counts.substring(0, comma);
        String most = comma < 0 ? counts : counts.substring(comma + 1);
        if (!isNumber(least) || !most.isEmpty() && !isNumber(most)) {
            return null;
        }
        if (number(least) > MAX_REPEAT || !most.isEmpty() && number(most) > MAX_REPEAT) {
            throw fault(position, "RE2 repeats at most " + MAX_REPEAT + " times");
        }
        if (!most.isEmpty() && number(most) < number(least)) {
            throw fault(position, "The second number is less than the first");
        }
        position = closing;
        return new Repeat(part, number(least), most.isEmpty() ? Regex.UNBOUNDED : number(most));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private boolean at(char expected) {
        return position < pattern.length() && pattern.charAt(position) == expected;
    }

    private boolean ahead(String expected) {
        return pattern.startsWith(expected, position);
    }

    private PatternMalformed fault(int at, String reason) {
        return new PatternMalformed(reason, pattern.codePointCount(0, Math.min(at, pattern.length())) + 1);
    }

    private record Flags(boolean ignoresCase, boolean dotTakesLineEnds, boolean linesHaveEnds) {
        String onClass(String syntax) {
            return ignoresCase ? "(?i:" + syntax + ")" : syntax;
        }
    }
}
