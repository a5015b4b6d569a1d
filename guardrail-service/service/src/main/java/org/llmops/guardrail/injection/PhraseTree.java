package org.llmops.guardrail.injection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Phrases by their letters: finds all that begin at a place in one walk, no longer than the longest phrase. Places are
 * numbered level by level, so that those behind one place lie beside each other and what most walks see lies close together.
 */
final class PhraseTree {
    private static final int ROOT = 0;
    private static final int NONE = -1;

    /** Behind more places than these the next is looked up by its letter, if that is one of a to z. */
    private static final int FEW = 3;

    private static final int TABLE_FROM = 'a' - 1;
    private static final int TABLE_SIZE = 32;

    /** The letter that leads to each place. */
    private final char[] letters;

    /** The first place behind each, and one more for the end of the last. */
    private final int[] children;

    /** Whether some phrase ends at each place. */
    private final boolean[] ends;

    /** Where the meanings of the phrases begin that end at each place, and one more. */
    private final int[] meaningsFrom;

    private final int[] meanings;

    /** Where the table of each place begins, if it has one. */
    private final int[] tables;

    private final int[] next;
    private final Beginnings beginnings = new Beginnings();

    /**
     * A phrase to find.
     *
     * @param open whether it stands for all words that begin like it
     */
    record Phrase(String letters, boolean open, int meaning) {}

    /** Hears of a phrase that ends before this index. */
    interface Sink {
        /** @param open whether the phrase stands for all words that begin like it */
        void phrase(int meaning, int end, boolean open);
    }

    PhraseTree(List<Phrase> phrases) {
        phrases.stream()
                .map(Phrase::letters)
                .filter(phrase -> !phrase.isEmpty())
                .forEach(beginnings::add);
        List<Node> nodes = nodes(phrases);
        int size = nodes.size();
        letters = new char[size];
        children = new int[size + 1];
        ends = new boolean[size];
        meaningsFrom = new int[size + 1];
        tables = new int[size];
        meanings = nodes.stream()
                .flatMapToInt(node -> node.meanings.stream().mapToInt(Integer::intValue))
                .toArray();
        int child = 1;
        int meaning = 0;
        int table = 0;
        for (int place = 0; place < size; place++) {
            Node node = nodes.get(place);
            letters[place] = node.letter;
            children[place] = child;
            meaningsFrom[place] = meaning;
            ends[place] = !node.meanings.isEmpty();
            child += node.children.size();
            meaning += node.meanings.size();
            boolean many = node.children.size() > FEW;
            tables[place] = many ? table : NONE;
            table += many ? TABLE_SIZE : 0;
        }
        children[size] = child;
        meaningsFrom[size] = meaning;
        next = new int[table];
        Arrays.fill(next, NONE);
        for (int place = 0; place < size; place++) {
            for (int behind = children[place]; tables[place] != NONE && behind < children[place + 1]; behind++) {
                if (isInTables(letters[behind])) {
                    next[tables[place] + letters[behind] - TABLE_FROM] = behind;
                }
            }
        }
    }

    /** Tells of the phrases that begin at one place. */
    void find(char[] text, int from, int to, Sink sink) {
        if (to - from >= Beginnings.LENGTH && !beginnings.has(key(text, from))) {
            return;
        }
        int place = ROOT;
        for (int index = from; index < to; index++) {
            place = child(place, text[index]);
            if (place == NONE) {
                return;
            }
            if (ends[place]) {
                tell(place, index + 1, sink);
            }
        }
    }

    private static int key(char[] text, int from) {
        return Beginnings.then(Beginnings.then(Beginnings.then(0, text[from]), text[from + 1]), text[from + 2]);
    }

    /** Whether some phrase may begin with these letters. */
    boolean mayBegin(int key) {
        return beginnings.has(key);
    }

    private void tell(int place, int end, Sink sink) {
        for (int each = meaningsFrom[place]; each < meaningsFrom[place + 1]; each++) {
            sink.phrase(meanings[each] >> 1, end, (meanings[each] & 1) == 1);
        }
    }

    private int child(int place, char letter) {
        int table = tables[place];
        if (table != NONE && isInTables(letter)) {
            return next[table + letter - TABLE_FROM];
        }
        int from = children[place];
        int to = children[place + 1];
        if (to - from > FEW) {
            int found = Arrays.binarySearch(letters, from, to, letter);
            return found < 0 ? NONE : found;
        }
        for (int behind = from; behind < to; behind++) {
            if (letters[behind] == letter) {
                return behind;
            }
        }
        return NONE;
    }

    private static boolean isInTables(char letter) {
        return letter >= 'a' && letter <= 'z';
    }

    /** Level by level, and behind one place by their letters. */
    private static List<Node> nodes(List<Phrase> phrases) {
        Node root = new Node('\0');
        for (Phrase phrase : phrases) {
            Node node = root;
            for (int index = 0; index < phrase.letters.length(); index++) {
                node = node.children.computeIfAbsent(phrase.letters.charAt(index), Node::new);
            }
            node.meanings.add(phrase.meaning << 1 | (phrase.open ? 1 : 0));
        }
        List<Node> nodes = new ArrayList<>();
        Queue<Node> left = new ArrayDeque<>(List.of(root));
        while (!left.isEmpty()) {
            Node node = left.remove();
            nodes.add(node);
            left.addAll(node.children.values());
        }
        return nodes;
    }

    /** A place while the tree is made. */
    private static final class Node {
        private final char letter;
        private final Map<Character, Node> children = new TreeMap<>();
        private final List<Integer> meanings = new ArrayList<>();

        Node(char letter) {
            this.letter = letter;
        }
    }
}
