package org.llmops.guardrail.pii;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * The words that announce identifiers, looked for in a bounded stretch before and a shorter one behind a candidate. Case,
 * accents and punctuation between words do not matter, and {@code passportNumber} is two words.
 */
final class Announcements {
    /** A word so far before a candidate still announces it, in code points. */
    static final int BEFORE = 90;

    /** And so far behind it. */
    static final int BEHIND = 32;

    /** An announcement behind counts as if it stood so much farther away: most stand before. */
    private static final int BEHIND_PENALTY = 25;

    /** Longer words may have an ending: plurals, cases. */
    private static final int MIN_INFLECTED = 5;

    private static final int MAX_ENDING = 3;

    private final Node root;

    /** A bit for each three letters that phrases begin with, as {@link FoldedLine#letters} numbers them. */
    private final long[] beginnings = new long[1 << 3 * FoldedLine.LETTER_BITS - 6];

    Announcements(List<Recogniser> recognisers) {
        Growing growing = new Growing();
        for (Recogniser recogniser : recognisers) {
            for (String phrase : recogniser.words()) {
                FoldedLine line = new FoldedLine();
                phrase.codePoints().forEach(line::add);
                String folded = line.toString().strip();
                growing.add(folded, 0, recogniser.order());
                addBeginning(folded);
            }
        }
        root = new Node(growing);
    }

    private void addBeginning(String phrase) {
        int second = phrase.length() > 1 ? FoldedLine.letter(phrase.charAt(1)) : 0;
        int from = FoldedLine.number(FoldedLine.letter(phrase.charAt(0)), second, 0);
        int open = 1 << (phrase.length() > 1 ? 1 : 2) * FoldedLine.LETTER_BITS;
        if (second != 0 && phrase.length() > 2) {
            from += FoldedLine.letter(phrase.charAt(2));
            open = 1;
        }
        for (int number = from; number < from + open; number++) {
            beginnings[number >> 6] |= 1L << number;
        }
    }

    /** Whether a phrase may begin with these letters; what follows a sign that is none is open. */
    boolean mayBegin(int first, int second, int third) {
        int number = FoldedLine.letters(first, second, third);
        return (beginnings[number >> 6] >>> number & 1) != 0;
    }

    /** Is told of a phrase whose it is, and whether it may be followed by what follows there. */
    interface Told {
        void phrase(int recogniser, boolean ends);
    }

    /** Tells whose phrases begin with the letter at a place. */
    void tellBeginning(GrowingText text, int place, Told told) {
        Node node = root;
        int before = GrowingText.EDGE;
        int length = 0;
        for (int position = place; node != null && position < place + BEFORE; position++) {
            int codePoint = text.at(position);
            int letter = FoldedLine.folded(codePoint);
            boolean gap = letter == FoldedLine.GAP;
            if (!gap && FoldedLine.isCapitalBehindSmall(before, codePoint)) {
                node = node.next(FoldedLine.GAP);
                length++;
            }
            boolean goesOn = gap && FoldedLine.folded(before) == FoldedLine.GAP;
            before = codePoint;
            if (node == null || goesOn) {
                continue;
            }
            node = letter > Character.MAX_VALUE ? null : node.next((char) letter);
            length++;
            if (node != null && node.recognisers.length > 0) {
                boolean ends = mayEnd(text, position, length);
                for (int recogniser : node.recognisers) {
                    told.phrase(recogniser, ends);
                }
            }
        }
    }

    /** Whether a phrase ends here, or would if a candidate began right behind it. */
    private static boolean mayEnd(GrowingText text, int last, int length) {
        int rest = 0;
        while (rest <= MAX_ENDING && goesOnWith(text.at(last + rest), text.at(last + rest + 1))) {
            rest++;
        }
        return rest == 0 || length >= MIN_INFLECTED && rest <= MAX_ENDING || CodePoint.isUnspaced(text.at(last));
    }

    private static boolean goesOnWith(int before, int codePoint) {
        int letter = FoldedLine.folded(codePoint);
        return letter <= Character.MAX_VALUE
                && Character.isLetter(letter)
                && !CodePoint.isUnspaced(codePoint)
                && !FoldedLine.isCapitalBehindSmall(before, codePoint);
    }

    /** Fills in how far away the nearest announcement of each recogniser is. */
    void around(GrowingText text, int start, int end, Distances distances) {
        FoldedLine line = distances.line;
        if (!distances.backTo(start)) {
            line.clear();
            for (int position = Math.max(0, start - BEFORE); position < start; position++) {
                line.add(text.at(position));
            }
            find(line, true, distances);
            distances.keep(start);
        }
        line.clear();
        int behindEnd = behindEnd(text, end);
        for (int position = end; position < behindEnd; position++) {
            line.add(text.at(position));
        }
        find(line, false, distances);
    }

    /** Where the stretch behind a candidate ends, with the line at the latest; UNKNOWN when more text may tell. */
    static int behindEnd(GrowingText text, int end) {
        int position = end;
        while (position < end + BEHIND && text.at(position) >= 0 && text.at(position) != '\n') {
            position++;
        }
        return text.at(position) == GrowingText.UNKNOWN && position < end + BEHIND ? GrowingText.UNKNOWN : position;
    }

    /** Whether the stretch behind a candidate is known. */
    static boolean isKnownBehind(GrowingText text, int end) {
        return end + BEHIND <= text.end() || behindEnd(text, end) != GrowingText.UNKNOWN;
    }

    private void find(FoldedLine line, boolean before, Distances distances) {
        for (int start = 0; start < line.length(); start++) {
            if (!line.begins(start) || !mayBegin(line.at(start), line.letterAt(start + 1), line.letterAt(start + 2))) {
                continue;
            }
            Node node = root;
            for (int index = start; index < line.length(); index++) {
                node = node.next(line.at(index));
                if (node == null) {
                    break;
                }
                if (node.recognisers.length > 0 && ends(line, index + 1, index + 1 - start)) {
                    int distance = before ? line.length() - index - 1 : BEHIND_PENALTY + start;
                    for (int recogniser : node.recognisers) {
                        distances.note(recogniser, distance);
                    }
                }
            }
        }
    }

    private static boolean ends(FoldedLine line, int index, int length) {
        if (CodePoint.isUnspaced(line.at(index - 1))) {
            return true;
        }
        int rest = 0;
        while (index + rest < line.length() && rest <= MAX_ENDING && Character.isLetter(line.at(index + rest))) {
            rest++;
        }
        boolean digit = index < line.length() && Character.isDigit(line.at(index));
        return rest == 0 ? !digit : length >= MIN_INFLECTED && rest <= MAX_ENDING;
    }

    /** What was found around one candidate after the other; by the order of recognisers. */
    static final class Distances {
        private final FoldedLine line = new FoldedLine();
        private final int[] distances = new int[RecogniserTable.all().size()];
        private final int[] noted = new int[distances.length];
        private int count;

        /** What the words before the candidate say, which several candidates share that only end elsewhere. */
        private int keptFor = -1;

        private final int[] kept = new int[distances.length];
        private int keptCount;

        Distances() {
            Arrays.fill(distances, Integer.MAX_VALUE);
        }

        int of(int recogniser) {
            return distances[recogniser];
        }

        private void note(int recogniser, int distance) {
            if (distances[recogniser] == Integer.MAX_VALUE) {
                noted[count++] = recogniser;
            }
            distances[recogniser] = Math.min(distances[recogniser], distance);
        }

        private void keep(int start) {
            keptFor = start;
            keptCount = count;
            for (int index = 0; index < count; index++) {
                kept[index] = distances[noted[index]];
            }
        }

        /** Forgets what is not said before this place, and says whether that is known. */
        private boolean backTo(int start) {
            boolean known = start == keptFor;
            int left = known ? keptCount : 0;
            while (count > left) {
                distances[noted[--count]] = Integer.MAX_VALUE;
            }
            for (int index = 0; index < left; index++) {
                distances[noted[index]] = kept[index];
            }
            return known;
        }
    }

    /** A letter of the tree of phrases. */
    private static final class Node {
        private final char[] letters;

        /** The bit of the first letter that is no gap or digit. */
        private static final int LETTERS_FROM = 32;

        /** A bit for each of these letters that is ASCII. */
        private final long usual;

        private final Node[] next;
        private final int[] recognisers;

        Node(Growing growing) {
            StringBuilder keys = new StringBuilder();
            growing.next.keySet().forEach(keys::append);
            letters = keys.toString().toCharArray();
            usual = keys.chars().filter(Node::isUsual).mapToLong(Node::bit).sum();
            next = growing.next.values().stream().map(Node::new).toArray(Node[]::new);
            recognisers = growing.recognisers;
        }

        @Nullable
        Node next(char letter) {
            if (isUsual(letter)) {
                long bit = bit(letter);
                return (usual & bit) == 0 ? null : next[Long.bitCount(usual & bit - 1)];
            }
            int index = Arrays.binarySearch(letters, letter);
            return index < 0 ? null : next[index];
        }

        private static boolean isUsual(int letter) {
            return letter <= 'z';
        }

        /** Of a gap, digit or small letter of ASCII, in the order of the letters: nothing else is folded to ASCII. */
        private static long bit(int letter) {
            return 1L << (letter < 'a' ? letter - FoldedLine.GAP : letter - 'a' + LETTERS_FROM);
        }
    }

    /** A node that is still being filled. */
    private static final class Growing {
        private final TreeMap<Character, Growing> next = new TreeMap<>();
        private int[] recognisers = {};

        void add(String phrase, int index, int recogniser) {
            if (index < phrase.length()) {
                next.computeIfAbsent(phrase.charAt(index), ignored -> new Growing())
                        .add(phrase, index + 1, recogniser);
                return;
            }
            recognisers = Arrays.copyOf(recognisers, recognisers.length + 1);
            recognisers[recognisers.length - 1] = recogniser;
        }
    }
}
