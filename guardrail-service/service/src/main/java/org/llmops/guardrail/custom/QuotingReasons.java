package org.llmops.guardrail.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells reasons that repeat the text they are about: those must not get into findings, events and logs. */
final class QuotingReasons {
    private static final int LONGEST = 300;
    private static final int SHORTEST_TOKEN = 3;
    private static final int PHRASE = 3;

    private QuotingReasons() {}

    /** Whether a reason can be shown: no three of its words in a row, and no word with a digit or @, stand in the text. */
    static boolean isClean(String reason, String text) {
        if (reason.isBlank() || reason.length() > LONGEST || reason.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        String spaced = " " + String.join(" ", words(text)) + " ";
        List<String> words = words(reason);
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.length() >= SHORTEST_TOKEN && isValue(word) && spaced.contains(word)) {
                return false;
            }
            if (at + PHRASE <= words.size()
                    && spaced.contains(" " + String.join(" ", words.subList(at, at + PHRASE)) + " ")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValue(String word) {
        return word.chars().anyMatch(c -> Character.isDigit(c) || c == '@' || c == '_');
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(codePoint -> {
            if (Character.isLetterOrDigit(codePoint) || codePoint == '@' || codePoint == '_') {
                word.appendCodePoint(codePoint);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
