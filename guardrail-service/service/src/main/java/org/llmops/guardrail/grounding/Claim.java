package org.llmops.guardrail.grounding;

import java.util.ArrayList;
import java.util.List;

/**
 * What one passage claims.
 *
 * @param words all of them, in order
 * @param clauses the parts it is joined of, at least one unless there are no words
 * @param smallTalk whether it is a question, a greeting or an opinion rather than a statement about something
 */
record Claim(List<Word> words, List<List<Word>> clauses, boolean smallTalk) {
    /** A part with fewer telling words belongs to its neighbour. */
    private static final int LEAST_TELLING = 3;

    Claim {
        words = List.copyOf(words);
        clauses = List.copyOf(clauses);
    }

    /**
     * @param minWords with fewer telling words it says nothing about anything
     */
    static Claim of(String passage, int minWords) {
        int[] text = Words.codePoints(passage);
        List<Word> words = Words.of(text);
        int telling = 0;
        for (Word word : words) {
            telling += word.isContent() && !word.is(WordList.COURTESY) ? 1 : 0;
        }
        return new Claim(words, clauses(text, words), telling < minWords || Questions.isQuestion(passage));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Cut at commas, semicolons, colons, dashes, brackets, and at conjunctions. */
    private static List<List<Word>> clauses(int[] text, List<Word> words) {
        List<List<Word>> clauses = new ArrayList<>();
        int from = 0;
        for (int index = 1; index < words.size(); index++) {
            boolean cut = joins(words.get(index))
                    || isBroken(
                            text, words.get(index - 1).end(), words.get(index).start());
            if (cut && isTelling(words.subList(from, index)) && isTelling(words.subList(index, words.size()))) {
                clauses.add(words.subList(from, index));
                from = index;
            }
        }
        if (from < words.size()) {
            clauses.add(words.subList(from, words.size()));
        }
        return clauses;
    }

    private static boolean joins(Word word) {
        return word.kind() != Word.Kind.NUMBER && word.is(WordList.JOINS);
    }

    private static boolean isBroken(int[] text, int from, int to) {
        for (int position = from; position < to; position++) {
            switch (text[position]) {
                case ',', ';', ':', '(', ')', '\u2013', '\u2014', '\uFF0C', '\u3001', '\uFF1B', '\u060C' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static boolean isTelling(List<Word> part) {
        int telling = 0;
        for (Word word : part) {
            telling += word.isContent() ? 1 : 0;
            if (telling == LEAST_TELLING) {
                return true;
            }
        }
        return false;
    }
}
