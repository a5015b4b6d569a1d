package org.llmops.guardrail.matching;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * Tells which of many patterns a text has matches of: one look-up for each character, whatever their number. RE2 is asked
 * only where the table takes something for whatever fits: long counts, and in texts with signs outside ASCII.
 */
public final class PatternSet {
    /** Counting further would make a state of each number. */
    private static final int MAX_COUNTED = 16;

    private final List<Pattern> patterns = new ArrayList<>();

    /** Patterns that are looked for with counts left out. */
    private final BitSet loose = new BitSet();

    private final Subsets subsets;
    private final Set<String> words = new TreeSet<>();

    /** @throws PatternMalformed where {@link Patterns#check} does */
    public PatternSet(List<String> regexes) throws PatternMalformed {
        List<Regex> parsed = new ArrayList<>();
        for (String regex : regexes) {
            Patterns.check(PatternRule.of("pattern", regex));
            Regex exact = Regex.parse(regex);
            Regex loosened = loosened(exact);
            loose.set(parsed.size(), !loosened.equals(exact));
            parsed.add(loosened);
            Set<String> telling = Leads.telling(exact);
            words.addAll(telling.isEmpty() ? Set.of("") : telling);
            patterns.add(Pattern.compile(regex));
        }
        this.subsets = new Subsets(new Positions(parsed, true), true);
    }

    /** Words of which one is in every match of a pattern; if nothing is known of one, the word without letters, too. */
    public Set<String> words() {
        return Collections.unmodifiableSet(words);
    }

    /** The numbers of the patterns that match somewhere behind a char of a text, as if it began there. */
    public BitSet in(String text, int from) {
        BitSet seen = new BitSet(patterns.size());
        Subsets.Course course = subsets.course();
        boolean ascii = true;
        for (int index = from; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character >= AsciiSets.ASCII) {
                ascii = false;
                if (index > from && Subsets.isSecondHalf(text, index)) {
                    continue;
                }
            }
            if (course.take(Math.min(character, AsciiSets.ASCII))) {
                seen.or(course.ends());
            }
        }
        if (course.take(Subsets.END)) {
            seen.or(course.ends());
        }
        confirm(() -> text.substring(from), !ascii, seen);
        return seen;
    }

    /** A search that begins with a text. */
    Subsets.Course course() {
        return subsets.course();
    }

    /** Adds what only ends with a text of ASCII, and takes out what RE2 denies. */
    void end(Supplier<String> text, Subsets.Course course, BitSet seen) {
        if (course.take(Subsets.END)) {
            seen.or(course.ends());
        }
        confirm(text, false, seen);
    }

    private void confirm(Supplier<String> text, boolean all, BitSet seen) {
        if (!all && !seen.intersects(loose)) {
            return;
        }
        String read = text.get();
        for (int number = seen.nextSetBit(0); number >= 0; number = seen.nextSetBit(number + 1)) {
            if ((all || loose.get(number))
                    && !patterns.get(number).matcher(read).find()) {
                seen.clear(number);
            }
        }
    }

    private static Regex loosened(Regex regex) {
        return switch (regex) {
            case Sequence sequence ->
                new Sequence(sequence.parts().stream().map(PatternSet::loosened).toList());
            case Choice choice ->
                new Choice(choice.options().stream().map(PatternSet::loosened).toList());
            case Repeat repeat -> {
                int most = repeat.most() > MAX_COUNTED ? Regex.UNBOUNDED : repeat.most();
                yield new Repeat(loosened(repeat.part()), Math.min(repeat.least(), MAX_COUNTED), most);
            }
            default -> regex;
        };
    }
}
