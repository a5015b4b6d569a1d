package org.llmops.router.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of a question, and which of them begin a sentence. */
final class QuestionWords {
    private final List<String> words = new ArrayList<>();
    private final List<Boolean> starts = new ArrayList<>();
    private boolean caseless;

    static QuestionWords of(String text) {
        QuestionWords found = new QuestionWords();
        boolean starts = true;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!isInside(text, i)) {
                starts |= ".!?:\n".indexOf(c) >= 0;
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && isInside(text, end)) {
                end++;
            }
            found.add(text.substring(i, end), starts);
            starts = false;
            i = end;
        }
        return found;
    }

    /** Points, commas and the like belong to a word where it goes on behind them: 3.5, U.S, and/or, a@b.c, don't. */
    private static boolean isInside(String text, int at) {
        char c = text.charAt(at);
        if (isWordCharacter(c)) {
            return true;
        }
        return ".,'’/@:+&-".indexOf(c) >= 0
                && at + 1 < text.length()
                && isWordCharacter(text.charAt(at + 1))
                && (at > 0 && isWordCharacter(text.charAt(at - 1))
                        || c == '-' && Character.isDigit(text.charAt(at + 1)));
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "_%$€£#°".indexOf(c) >= 0;
    }

    private void add(String word, boolean start) {
        words.add(word);
        starts.add(start);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            caseless |= Character.isSurrogate(c)
                    || Character.isLetter(c) && !Character.isUpperCase(c) && !Character.isLowerCase(c);
        }
    }

    int size() {
        return words.size();
    }

    String word(int i) {
        return words.get(i);
    }

    String lower(int i) {
        return words.get(i).toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    boolean startsSentence(int i) {
        return starts.get(i);
    }

    /** Some of it is written in letters that have no capitals, which therefore cannot tell names apart. */
    boolean isCaseless() {
        return caseless;
    }
}
