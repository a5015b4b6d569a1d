package org.llmops.guardrail.injection;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Phrases by their letters: finds all that begin at a place in one walk, no longer than the longest phrase. */
final class PhraseTree {
    private static final int ASCII = 0x80;
    private static final int FEW = 4;

    private final Node root = new Node();

    /** Hears of a phrase that ends before this index. */
    interface Sink {
        /** @param open whether the phrase stands for all words that begin like it */
        void phrase(int meaning, int end, boolean open);
    }

    void add(String phrase, boolean open, int meaning) {
        Node node = root;
        for (int i = 0; i < phrase.length(); i++) {
            node = node.grown(phrase.charAt(i));
        }
        node.meanings = Arrays.copyOf(node.meanings, node.meanings.length + 1);
        node.meanings[node.meanings.length - 1] = meaning << 1 | (open ? 1 : 0);
    }

    void find(char[] text, int from, int to, Sink sink) {
        Node node = root.child(from < to ? text[from] : 0);
        int index = from + 1;
        while (node != null) {
            for (int meaning : node.meanings) {
                sink.phrase(meaning >> 1, index, (meaning & 1) == 1);
            }
            node = index < to ? node.child(text[index]) : null;
            index++;
        }
    }

    private static final class Node {
        private char[] letters = {};
        private Node[] children = {};
        private int[] meanings = {};

        /** The children by their letters again, where there are more than a few. */
        private @Nullable Node @Nullable [] ascii;

        @Nullable
        Node child(char letter) {
            if (ascii != null && letter < ASCII) {
                return ascii[letter];
            }
            if (letters.length <= FEW) {
                return childAmongFew(letter);
            }
            int index = Arrays.binarySearch(letters, letter);
            return index < 0 ? null : children[index];
        }

        private @Nullable Node childAmongFew(char letter) {
            for (int index = 0; index < letters.length; index++) {
                if (letters[index] == letter) {
                    return children[index];
                }
            }
            return null;
        }

        Node grown(char letter) {
            int index = Arrays.binarySearch(letters, letter);
            if (index >= 0) {
                return children[index];
            }
            int place = -index - 1;
            char[] moreLetters = new char[letters.length + 1];
            Node[] moreChildren = new Node[letters.length + 1];
            System.arraycopy(letters, 0, moreLetters, 0, place);
            System.arraycopy(children, 0, moreChildren, 0, place);
            System.arraycopy(letters, place, moreLetters, place + 1, letters.length - place);
            System.arraycopy(children, place, moreChildren, place + 1, letters.length - place);
            moreLetters[place] = letter;
            moreChildren[place] = new Node();
            letters = moreLetters;
            children = moreChildren;
            if (letters.length > FEW) {
                ascii = new @Nullable Node[ASCII];
                for (int child = 0; child < letters.length && letters[child] < ASCII; child++) {
                    ascii[letters[child]] = children[child];
                }
            }
            return children[place];
        }
    }
}
