package org.llmops.guardrail.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmops.guardrail.detecting.CodePoint;

/** The words of a text without the endings that say nothing about a topic. */
final class Stems {
    private static final int MAX_WORD = 40;

    private static final boolean[] ASCII_WORD = new boolean[0x80];

    static {
        for (char character = 0; character < ASCII_WORD.length; character++) {
            ASCII_WORD[character] = CodePoint.isAsciiAlphanumeric(character);
        }
    }

    private Stems() {}

    /** Hears of the words of a text in their order; letters of scripts without spaces count in pairs. */
    interface Sink {
        /**
         * A word that stands in the text as it is.
         *
         * @param hash as of a string of its chars
         */
        void word(int from, int to, int hash);

        /** A word that does not: its apostrophes are left out, or it is cut. */
        void word(String word);

        void pair(String pair);
    }

    static void read(String text, Sink sink) {
        int from = -1;
        int to = 0;
        int hash = 0;
        boolean asItIs = true;
        int before = 0;
        for (int index = 0; index <= text.length(); ) {
            char character = index < text.length() ? text.charAt(index) : ' ';
            if (character < ASCII_WORD.length && ASCII_WORD[character]) {
                asItIs = from < 0 || asItIs && to == index;
                from = from < 0 ? index : from;
                to = index;
                while (to < text.length() && text.charAt(to) < ASCII_WORD.length && ASCII_WORD[text.charAt(to)]) {
                    hash = 31 * hash + text.charAt(to++);
                }
                before = 0;
                index = to;
                continue;
            }
            int codePoint = Character.isSurrogate(character) ? text.codePointAt(index) : character;
            int next = index + Character.charCount(codePoint);
            boolean unspaced = CodePoint.isUnspaced(codePoint);
            if (!unspaced && CodePoint.isAlphanumeric(codePoint)) {
                asItIs = from < 0 || asItIs && to == index;
                from = from < 0 ? index : from;
                to = next;
                for (int at = index; at < next; at++) {
                    hash = 31 * hash + text.charAt(at);
                }
            } else if (codePoint != '\'' || from < 0) {
                if (from >= 0 && asItIs && to - from <= MAX_WORD) {
                    sink.word(from, to, hash);
                } else if (from >= 0) {
                    sink.word(joined(text, from, to));
                }
                from = -1;
                hash = 0;
                if (unspaced && before != 0) {
                    sink.pair(new StringBuilder()
                            .appendCodePoint(before)
                            .appendCodePoint(codePoint)
                            .toString());
                }
            }
            before = unspaced ? codePoint : 0;
            index = next;
        }
    }

    private static String joined(String text, int from, int to) {
        StringBuilder word = new StringBuilder();
        for (int index = from; index < to && word.length() < MAX_WORD; ) {
            int codePoint = text.codePointAt(index);
            if (codePoint != '\'') {
                word.appendCodePoint(codePoint);
            }
            index += Character.charCount(codePoint);
        }
        return word.toString();
    }

    /** In the order of the text. */
    static List<String> of(String text) {
        List<String> stems = new ArrayList<>();
        read(text, new Sink() {
            @Override
            public void word(int from, int to, int hash) {
                word(text.substring(from, to));
            }

            @Override
            public void word(String word) {
                stems.add(ofWord(word));
            }

            @Override
            public void pair(String pair) {
                stems.add(pair);
            }
        });
        return stems;
    }

    /** @param word in capitals or not */
    static String ofWord(String word) {
        return stem(word.toLowerCase(Locale.ROOT));
    }

    /** Cuts off English plurals, -ing, -ed and -ly; crude, but alike for all forms of a word. */
    static String stem(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            return stem.substring(0, stem.length() - 3) + "y";
        }
        if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
            stem = stem.substring(0, stem.length() - (stem.endsWith("xes") || stem.endsWith("ches") ? 2 : 1));
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = stem.substring(0, stem.length() - 3);
        } else if (stem.length() > 4 && (stem.endsWith("ed") || stem.endsWith("ly"))) {
            stem = stem.substring(0, stem.length() - 2);
        }
        int length = stem.length();
        boolean doubled = length > 3 && stem.charAt(length - 1) == stem.charAt(length - 2);
        if (doubled && "bdgmnprt".indexOf(stem.charAt(length - 1)) >= 0) {
            stem = stem.substring(0, length - 1);
        }
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }
}
