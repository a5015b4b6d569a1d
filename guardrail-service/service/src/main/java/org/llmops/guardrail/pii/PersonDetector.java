package org.llmops.guardrail.pii;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/**
 * Names of persons, by clues: a title or a phrase such as "my name is" before a capitalised word, a frequent given name, or
 * a frequent surname behind another capitalised word. No language model: rare names without a clue go unseen, and a company
 * named after a person counts as one.
 */
final class PersonDetector implements LocalDetector, Scanner {
    private static final int UNDECIDED = Words.UNDECIDED;

    /** So far back a clue may begin. */
    private static final int CLUE = 32;

    private static final int MAX_WORDS = 4;
    private static final int MIN_SURNAME = 6;
    private static final List<String> SURE_ENDINGS = List.of(
            "sson", "ovic", "evic", "enko", "dottir", "opoulos", "shvili", "owski", "ewski", "inski", "kova", "nova",
            "rova", "lova");
    private static final List<String> SURNAME_ENDINGS = List.of(
            "sson", "son", "sen", "ovic", "evic", "ic", "enko", "dottir", "opoulos", "idis", "akis", "shvili", "dze",
            "ski", "sky", "ska", "ova", "eva", "ov", "ev", "yan", "ian", "oglu", "escu", "berg", "stein", "mann",
            "strom", "qvist", "kvist", "nen", "ez", "inho", "elli", "ini", "sma", "stra", "czyk", "wicz", "zadeh");
    private static final Set<String> PARTICLES = Set.of(
            "de", "da", "di", "do", "dos", "das", "del", "della", "la", "le", "van", "von", "der", "den", "ten", "ter",
            "af", "al", "el", "bin", "ibn", "bint", "zu", "y");

    @Override
    public Scanner open(Scene scene) {
        return this;
    }

    @Override
    public int lookBehind() {
        return CLUE + 2;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        int position = from;
        while (position < text.end()) {
            boolean starts = Words.isCapital(text.at(position)) && !Words.isLetter(text.at(position - 1));
            if (!starts) {
                position++;
                continue;
            }
            int next = inspect(text, position, found);
            if (next == UNDECIDED) {
                return position;
            }
            position = next;
        }
        return text.end();
    }

    private static int inspect(GrowingText text, int start, Consumer<Match> found) {
        Sequence sequence = Sequence.read(text, start);
        if (sequence == null) {
            return UNDECIDED;
        }
        double score = sequence.count == 0 ? 0 : score(sequence, clue(text, start));
        if (score == 0) {
            return Math.max(start + 1, sequence.firstEnd);
        }
        int end = sequence.ends[sequence.count - 1];
        found.accept(Match.of(
                "PERSON",
                "person",
                start,
                end,
                score,
                "Reads like a name: a title, a phrase or a frequent name says so"));
        return end;
    }

    private enum Clue {
        NONE,
        GREETING,
        TRIGGER,
        TITLE
    }

    private static double score(Sequence sequence, Clue clue) {
        String first = sequence.words[0];
        boolean given = Names.GIVEN.contains(first) && !Names.AMBIGUOUS.contains(first);
        boolean perhapsGiven = Names.GIVEN.contains(first) || Names.AMBIGUOUS.contains(first);
        boolean several = sequence.count > 1;
        String last = sequence.words[sequence.count - 1];
        boolean surname = several && (Names.SURNAMES.contains(last) || endsLikeSurname(last));
        boolean startsWithSurname = Names.SURNAMES.contains(first);
        if (clue == Clue.TITLE) {
            return 0.85;
        }
        if (clue == Clue.TRIGGER && (several || perhapsGiven || startsWithSurname)) {
            return 0.85;
        }
        if (perhapsGiven && several) {
            return given ? 0.8 : surname || clue != Clue.NONE || sequence.hasInitial ? 0.75 : 0.4;
        }
        if (sequence.hasInitial && several) {
            return 0.6;
        }
        if (surname || several && startsWithSurname && clue != Clue.NONE) {
            return 0.6;
        }
        if (given) {
            return clue == Clue.NONE ? 0.55 : 0.7;
        }
        if (!several && isUnmistakable(first)) {
            return 0.5;
        }
        if (clue == Clue.TRIGGER) {
            return 0.55;
        }
        if (clue == Clue.GREETING) {
            return perhapsGiven ? 0.6 : several ? 0.5 : 0.3;
        }
        return startsWithSurname ? 0.4 : 0;
    }

    /** Endings that family names have in many languages, and few other words behind a capitalised one. */
    private static boolean endsLikeSurname(String word) {
        return word.length() >= MIN_SURNAME && SURNAME_ENDINGS.stream().anyMatch(word::endsWith);
    }

    /** Endings that hardly any other word has. */
    private static boolean isUnmistakable(String word) {
        return word.length() >= MIN_SURNAME && SURE_ENDINGS.stream().anyMatch(word::endsWith);
    }

    /** What the words right before say. */
    private static Clue clue(GrowingText text, int start) {
        int end = start;
        while (start - end < 4 && isGap(text.at(end - 1))) {
            end--;
        }
        int from = end;
        while (start - from < CLUE && text.at(from - 1) >= 0 && text.at(from - 1) != '\n') {
            from--;
        }
        String line = Names.folded(text.substring(from, end));
        line = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        int word = line.length();
        while (word > 0) {
            word = line.lastIndexOf(' ', word - 1);
            String tail = line.substring(word + 1);
            if (Names.TITLES.contains(tail)) {
                return Clue.TITLE;
            }
            if (Names.TRIGGERS.contains(tail)) {
                return Clue.TRIGGER;
            }
            if (Names.GREETINGS.contains(tail)) {
                return Clue.GREETING;
            }
        }
        return Clue.NONE;
    }

    private static boolean isGap(int codePoint) {
        return codePoint == ' '
                || codePoint == ':'
                || codePoint == ','
                || codePoint == '"'
                || codePoint == '?'
                || codePoint == '\t'
                || codePoint == '\n';
    }

    /** Capitalised words in a row, with particles and initials between them. */
    private static final class Sequence {
        private final String[] words = new String[MAX_WORDS];
        private final int[] ends = new int[MAX_WORDS];
        private int count;
        private int firstEnd;
        private boolean hasInitial;

        /** Null when more text may tell. */
        static @Nullable Sequence read(GrowingText text, int start) {
            Sequence sequence = new Sequence();
            int position = start;
            while (sequence.count < MAX_WORDS) {
                int end = Words.end(text, position);
                if (end == UNDECIDED) {
                    return null;
                }
                if (end == position || end - position > Words.MAX_LENGTH) {
                    break;
                }
                sequence.firstEnd = sequence.firstEnd == 0 ? end : sequence.firstEnd;
                int particles = sequence.count == 0 ? position : particlesEnd(text, position, end);
                if (particles == UNDECIDED) {
                    return null;
                }
                if (particles > position) {
                    position = particles;
                    continue;
                }
                String word = Names.folded(text.substring(position, end));
                if (sequence.count == 0 && isNoName(word)) {
                    return sequence;
                }
                boolean single = end - position == 1 && Words.isCapital(text.at(position));
                boolean initial = single && text.at(end) == '.';
                if (!Words.isCapital(text.at(position)) || sequence.count > 0 && Names.COMMON.contains(word)) {
                    break;
                }
                sequence.hasInitial |= single && sequence.count > 0;
                int last = initial ? end + 1 : end;
                sequence.words[sequence.count] = word;
                sequence.ends[sequence.count++] = last;
                if (text.at(last) == GrowingText.UNKNOWN) {
                    return null;
                }
                if (text.at(last) != ' ') {
                    break;
                }
                position = last + 1;
            }
            while (sequence.count > 1 && sequence.words[sequence.count - 1].length() == 1) {
                sequence.count--;
                sequence.hasInitial = false;
            }
            return sequence;
        }

        private static boolean isNoName(String word) {
            return Names.COMMON.contains(word) && !Names.GIVEN.contains(word) || Names.TITLES.contains(word);
        }

        /** One past a particle and the space behind it; the start itself when there is none. */
        private static int particlesEnd(GrowingText text, int start, int end) {
            if (text.at(end) == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            boolean particle =
                    text.at(end) == ' ' && end - start <= 5 && PARTICLES.contains(text.substring(start, end));
            return particle ? end + 1 : start;
        }
    }
}
