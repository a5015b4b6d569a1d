package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * Finds the words that say where matches of a pattern can begin: all begin with one of them, or all contain one at a known
 * distance. Cased alike, since they are searched so.
 */
final class Leads {
    /** A word of one character would be found everywhere. */
    private static final int MIN_LENGTH = 2;

    private static final int MAX_LENGTH = 16;
    private static final int SELDOM_LENGTH = 4;
    private static final int MAX_WORDS = 64;
    private static final int MAX_MEMBERS = 4;

    /** A word further inside would keep long stretches waiting for it. */
    private static final int MAX_DISTANCE = 64;

    private Leads() {}

    /**
     * Where to look for matches of a pattern.
     *
     * @param words none, if nothing is known; no word is empty
     * @param nearest the fewest code points from the start of a match to the word
     * @param farthest the most
     */
    record Lead(Set<String> words, int nearest, int farthest) {
        static final Lead NONE = new Lead(Set.of(), 0, 0);

        Lead {
            words = Set.copyOf(words);
        }

        /** Whether there are words, and hardly any text has one. */
        boolean isSeldom() {
            return !words.isEmpty() && words.stream().allMatch(Leads::isSeldom);
        }
    }

    static Lead of(Regex regex) {
        List<Regex> parts = flat(regex);
        int nearest = 0;
        int farthest = 0;
        for (int index = 0; index < parts.size() && farthest <= MAX_DISTANCE; index++) {
            Set<String> words = words(parts.subList(index, parts.size()), MIN_LENGTH);
            if (!words.isEmpty()) {
                return new Lead(words, nearest, farthest);
            }
            Regex part = parts.get(index);
            if (part.maxLength() == Regex.UNBOUNDED) {
                return Lead.NONE;
            }
            nearest += part.minLength();
            farthest += part.maxLength();
        }
        return Lead.NONE;
    }

    /** The parts of a pattern, one after the other. */
    static List<Regex> flat(Regex regex) {
        return regex instanceof Sequence sequence
                ? sequence.parts().stream().flatMap(part -> flat(part).stream()).toList()
                : List.of(regex);
    }

    /** Words of which one is in every match, and which hardly any text has; none, if none are known. */
    static Set<String> seldom(Regex regex) {
        Set<String> words = telling(regex);
        return words.stream().allMatch(Leads::isSeldom) ? words : Set.of();
    }

    /** Words of which one is in every match: of all that are known, those that fewest texts have. */
    static Set<String> telling(Regex regex) {
        List<Regex> parts = flat(regex);
        Set<String> best = Set.of();
        int most = 0;
        for (int index = 0; index < parts.size(); index++) {
            Set<String> words = words(parts.subList(index, parts.size()), 1);
            int tell = words.stream().mapToInt(Leads::tells).min().orElse(0);
            if (tell > most) {
                most = tell;
                best = words;
            }
        }
        return best;
    }

    private static boolean isSeldom(String word) {
        return tells(word) >= SELDOM_LENGTH;
    }

    /** How much a word tells: by its length; one with a sign that is none of sentences as much as one of several letters. */
    private static int tells(String word) {
        boolean ofSentences =
                word.chars().allMatch(sign -> Character.isLetter(sign) || sign == ' ' || ".,;!?'\"".indexOf(sign) >= 0);
        return ofSentences ? word.length() : Math.max(SELDOM_LENGTH, word.length());
    }

    private static Set<String> words(List<Regex> parts, int minLength) {
        Set<String> words = new LinkedHashSet<>();
        for (Beginning beginning : extend(List.of(Beginning.NOTHING), parts)) {
            if (beginning.text.length() < minLength) {
                return Set.of();
            }
            words.add(beginning.text);
        }
        return words;
    }

    private static List<Beginning> extend(List<Beginning> beginnings, List<Regex> parts) {
        List<Beginning> extended = beginnings;
        for (Regex part : parts) {
            if (extended.stream().noneMatch(Beginning::goesOn)) {
                break;
            }
            extended = extend(extended, part);
        }
        return extended;
    }

    private static List<Beginning> extend(List<Beginning> beginnings, Regex regex) {
        return switch (regex) {
            case Assertion place -> beginnings;
            case Literal literal -> followed(beginnings, List.of(literal.codePoint()));
            case CharClass any -> followed(beginnings, AsciiSets.few(any, MAX_MEMBERS));
            case Sequence sequence -> extend(beginnings, sequence.parts());
            case Choice choice ->
                choice.options().stream()
                        .map(option -> extend(beginnings, option))
                        .reduce(List.of(), Leads::both);
            case Repeat repeat -> repeated(beginnings, repeat);
        };
    }

    private static List<Beginning> repeated(List<Beginning> beginnings, Repeat repeat) {
        List<Beginning> extended = beginnings;
        for (int time = 0; time < Math.min(repeat.least(), MAX_LENGTH); time++) {
            extended = extend(extended, repeat.part());
        }
        if (repeat.most() == 1 && repeat.least() == 0) {
            return both(beginnings, extend(beginnings, repeat.part()));
        }
        return repeat.most() == repeat.least() && repeat.least() <= MAX_LENGTH ? extended : stopped(extended);
    }

    private static List<Beginning> followed(List<Beginning> beginnings, List<Integer> signs) {
        if (signs.isEmpty() || beginnings.size() * signs.size() > MAX_WORDS) {
            return stopped(beginnings);
        }
        Set<Beginning> followed = new LinkedHashSet<>();
        for (Beginning beginning : beginnings) {
            if (!beginning.goesOn) {
                followed.add(beginning);
                continue;
            }
            for (int sign : signs) {
                String text = beginning.text + Character.toString(CodePoint.fold(sign));
                followed.add(new Beginning(text, text.length() < MAX_LENGTH));
            }
        }
        return List.copyOf(followed);
    }

    private static List<Beginning> both(List<Beginning> left, List<Beginning> right) {
        Set<Beginning> both = new LinkedHashSet<>(left);
        both.addAll(right);
        return both.size() > MAX_WORDS ? List.of(new Beginning("", false)) : List.copyOf(both);
    }

    private static List<Beginning> stopped(List<Beginning> beginnings) {
        List<Beginning> stopped = new ArrayList<>();
        beginnings.forEach(beginning -> stopped.add(new Beginning(beginning.text, false)));
        return stopped;
    }

    private record Beginning(String text, boolean goesOn) {
        static final Beginning NOTHING = new Beginning("", true);
    }
}
