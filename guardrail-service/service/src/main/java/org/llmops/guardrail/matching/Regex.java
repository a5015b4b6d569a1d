package org.llmops.guardrail.matching;

import java.util.List;

/** A regular expression taken apart, so that it can be asked how its matches begin and how long they are. */
public sealed interface Regex {
    /** Stands for lengths without a bound. */
    int UNBOUNDED = Integer.MAX_VALUE;

    /** The fewest code points of a match. */
    int minLength();

    /** The most code points of a match, or {@link #UNBOUNDED}. */
    int maxLength();

    /** Roughly what it costs to match, in states. */
    int size();

    /** Reads a pattern in the syntax of RE2. */
    static Regex parse(String pattern) throws PatternMalformed {
        return new RegexParser(pattern).parse();
    }

    /** One character as it is. */
    record Literal(int codePoint, boolean ignoresCase) implements Regex {
        @Override
        public int minLength() {
            return 1;
        }

        @Override
        public int maxLength() {
            return 1;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /**
     * Any character of a set.
     *
     * @param syntax as RE2 writes it, flags included
     */
    record CharClass(String syntax) implements Regex {
        @Override
        public int minLength() {
            return 1;
        }

        @Override
        public int maxLength() {
            return 1;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** A condition on a place, such as {@code \b}. */
    record Assertion(String syntax) implements Regex {
        @Override
        public int minLength() {
            return 0;
        }

        @Override
        public int maxLength() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** One after the other; nothing, if there is none. */
    record Sequence(List<Regex> parts) implements Regex {
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public int minLength() {
            return parts.stream().map(Regex::minLength).reduce(0, Regex::sum);
        }

        @Override
        public int maxLength() {
            return parts.stream().map(Regex::maxLength).reduce(0, Regex::sum);
        }

        @Override
        public int size() {
            return parts.stream().map(Regex::size).reduce(0, Regex::sum);
        }
    }

    /** One of several, the first that fits. */
    record Choice(List<Regex> options) implements Regex {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public int minLength() {
            return options.stream().mapToInt(Regex::minLength).min().orElse(0);
        }

        @Override
        public int maxLength() {
            return options.stream().mapToInt(Regex::maxLength).max().orElse(0);
        }

        @Override
        public int size() {
            return options.stream().map(Regex::size).reduce(1, Regex::sum);
        }
    }

    /** The same several times; {@code most} may be {@link #UNBOUNDED}. */
    record Repeat(Regex part, int least, int most) implements Regex {
        @Override
        public int minLength() {
            return product(part.minLength(), least);
        }

        @Override
        public int maxLength() {
            return product(part.maxLength(), most);
        }

        @Override
        public int size() {
            return sum(1, product(part.size(), most == UNBOUNDED ? least + 1 : most));
        }
    }

    private static int sum(int left, int right) {
        return (int) Math.min(UNBOUNDED, (long) left + right);
    }

    private static int product(int left, int right) {
        return (int) Math.min(UNBOUNDED, (long) left * right);
    }
}
