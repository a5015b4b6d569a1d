package org.llmops.guardrail.pii;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final char GAP = ' ';

    private final Node root = new Node();

    Announcements(List<Recogniser> recognisers) {
        for (Recogniser recogniser : recognisers) {
            recogniser.words().forEach(phrase -> add(phrase, recogniser.order()));
        }
    }

    /** How far away the nearest announcement of each recogniser is, by its order, or {@link Integer#MAX_VALUE}. */
    int[] around(GrowingText text, int start, int end) {
        int[] distances = new int[RecogniserTable.all().size()];
        Arrays.fill(distances, Integer.MAX_VALUE);
        Line before = new Line();
        for (int position = Math.max(0, start - BEFORE); position < start; position++) {
            before.add(text.at(position));
        }
        before.find(root, true, 0, distances);
        Line behind = new Line();
        for (int position = end; position < behindEnd(text, end); position++) {
            behind.add(text.at(position));
        }
        behind.find(root, false, BEHIND_PENALTY, distances);
        return distances;
    }

    /** Where the stretch behind a candidate ends: with the line at the latest. */
    static int behindEnd(GrowingText text, int end) {
        int position = end;
        while (position < end + BEHIND && text.at(position) >= 0 && text.at(position) != '\n') {
            position++;
        }
        return text.at(position) == GrowingText.UNKNOWN && position < end + BEHIND ? GrowingText.UNKNOWN : position;
    }

    private void add(String phrase, int recogniser) {
        Line line = new Line();
        phrase.codePoints().forEach(line::add);
        Node node = root;
        String folded = line.toString().strip();
        for (int index = 0; index < folded.length(); index++) {
            node = node.next.computeIfAbsent(folded.charAt(index), ignored -> new Node());
        }
        node.recognisers.add(recogniser);
        node.length = folded.length();
    }

    /** A letter of the tree of phrases. */
    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>(4);
        private final List<Integer> recognisers = new ArrayList<>(1);
        private int length;
    }

    /** A stretch of text reduced to what phrases are compared by. */
    private static final class Line {
        private final StringBuilder folded = new StringBuilder();
        private boolean smallBefore;

        void add(int codePoint) {
            if (!CodePoint.isAlphanumeric(codePoint)) {
                gap();
                smallBefore = false;
                return;
            }
            if (smallBefore && Character.isUpperCase(codePoint)) {
                gap();
            }
            smallBefore = Character.isLowerCase(codePoint);
            appendFolded(Character.toLowerCase(codePoint));
        }

        private void gap() {
            if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != GAP) {
                folded.append(GAP);
            }
        }

        private void appendFolded(int codePoint) {
            if (codePoint < 0x80) {
                folded.append((char) codePoint);
                return;
            }
            // Accents of Latin, Greek and Cyrillic go; Hangul would fall apart, and Indic vowels would get lost.
            boolean accented = codePoint < 0x530 || codePoint >= 0x1E00 && codePoint < 0x2000;
            String plain = accented
                    ? Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                    : Character.toString(codePoint);
            plain.codePoints()
                    .filter(part -> !accented || Character.getType(part) != Character.NON_SPACING_MARK)
                    .forEach(part -> folded.appendCodePoint(part == 'ı' ? 'i' : part));
        }

        void find(Node root, boolean before, int penalty, int[] distances) {
            for (int start = 0; start < folded.length(); start++) {
                if (!begins(start)) {
                    continue;
                }
                Node node = root;
                for (int index = start; index < folded.length(); index++) {
                    node = node.next.get(folded.charAt(index));
                    if (node == null) {
                        break;
                    }
                    if (!node.recognisers.isEmpty() && ends(index + 1, node.length)) {
                        int distance = penalty + (before ? folded.length() - index - 1 : start);
                        for (int recogniser : node.recognisers) {
                            distances[recogniser] = Math.min(distances[recogniser], distance);
                        }
                    }
                }
            }
        }

        private boolean begins(int index) {
            if (folded.charAt(index) == GAP) {
                return false;
            }
            return index == 0
                    || !Character.isLetterOrDigit(folded.charAt(index - 1))
                    || CodePoint.isUnspaced(folded.charAt(index))
                    || CodePoint.isUnspaced(folded.charAt(index - 1));
        }

        private boolean ends(int index, int length) {
            if (CodePoint.isUnspaced(folded.charAt(index - 1))) {
                return true;
            }
            int rest = 0;
            while (index + rest < folded.length() && Character.isLetter(folded.charAt(index + rest))) {
                rest++;
            }
            boolean digit = index < folded.length() && Character.isDigit(folded.charAt(index));
            return rest == 0 ? !digit : length >= MIN_INFLECTED && rest <= MAX_ENDING;
        }

        @Override
        public String toString() {
            return folded.toString();
        }
    }
}
