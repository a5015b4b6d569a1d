package org.llmops.guardrail.normalising;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Puts ASCII letters in place of letters that pass for them, but only in words that mix scripts, or that consist of such
 * letters alone while nothing else in the text is written in their script: Russian and Greek stay what they are.
 */
final class Lookalikes {
    private Lookalikes() {}

    static Mapped fold(Mapped source) {
        String text = source.text();
        if (!hasCandidates(text)) {
            return source;
        }
        Set<UnicodeScript> genuine = genuineScripts(text);
        Mapped.Writer writer = source.writer();
        int index = 0;
        while (index < text.length()) {
            int end = Word.end(text, index);
            if (end == index) {
                end += Character.charCount(text.codePointAt(index));
                writer.copy(index, end);
            } else {
                fold(Word.at(text, index, end), text, genuine, writer);
            }
            index = end;
        }
        return writer.done();
    }

    private static void fold(Word word, String text, Set<UnicodeScript> genuine, Mapped.Writer writer) {
        boolean cousins = word.isMostlyLatin();
        boolean folds = cousins || word.isOfTwins() && !genuine.containsAll(word.scripts());
        for (int index = word.from(); index < word.to(); ) {
            int codePoint = text.codePointAt(index);
            int end = index + Character.charCount(codePoint);
            char letter = !folds && UnicodeScript.of(codePoint) != UnicodeScript.LATIN
                    ? 0
                    : cousins ? LookalikeLetters.meant(codePoint) : LookalikeLetters.twin(codePoint);
            if (letter == 0) {
                writer.copy(index, end);
            } else {
                end = withoutMarks(text, end);
                writer.add(letter, index, end);
            }
            index = end;
        }
    }

    /** A stranger's accents have nothing to combine with. */
    private static int withoutMarks(String text, int from) {
        int end = from;
        while (end < text.length() && Marks.isGeneral(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean hasCandidates(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (LookalikeLetters.meant(text.charAt(index)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Scripts in which there are words that nobody could write with ASCII letters. */
    private static Set<UnicodeScript> genuineScripts(String text) {
        Set<UnicodeScript> genuine = EnumSet.noneOf(UnicodeScript.class);
        int index = 0;
        while (index < text.length()) {
            int end = Word.end(text, index);
            if (end == index) {
                end += Character.charCount(text.codePointAt(index));
            } else {
                Word word = Word.at(text, index, end);
                if (word.latin() == 0 && !word.isOfTwins()) {
                    genuine.addAll(word.scripts());
                }
            }
            index = end;
        }
        return genuine;
    }

    /**
     * Letters, marks and digits in a row.
     *
     * @param latin how many letters are Latin
     * @param foreign how many are not
     * @param twins how many of these are hard to tell from ASCII
     * @param meant how many could be meant for ASCII
     */
    private record Word(int from, int to, int latin, int foreign, int twins, int meant, Set<UnicodeScript> scripts) {
        static int end(String text, int from) {
            int end = from;
            while (end < text.length()) {
                int codePoint = text.codePointAt(end);
                if (!Character.isLetterOrDigit(codePoint)
                        && !Marks.isMark(codePoint)
                        && LookalikeLetters.twin(codePoint) == 0) {
                    break;
                }
                end += Character.charCount(codePoint);
            }
            return end;
        }

        static Word at(String text, int from, int to) {
            int latin = 0;
            int foreign = 0;
            int twins = 0;
            int meant = 0;
            Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
            for (int index = from; index < to; ) {
                int codePoint = text.codePointAt(index);
                index += Character.charCount(codePoint);
                UnicodeScript script = UnicodeScript.of(codePoint);
                if (script == UnicodeScript.LATIN) {
                    latin++;
                } else if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
                    foreign++;
                    scripts.add(script);
                    twins += LookalikeLetters.twin(codePoint) == 0 ? 0 : 1;
                    meant += LookalikeLetters.meant(codePoint) == 0 ? 0 : 1;
                } else if (LookalikeLetters.twin(codePoint) != 0) {
                    foreign++;
                    twins++;
                    meant++;
                }
            }
            return new Word(from, to, latin, foreign, twins, meant, scripts);
        }

        /** A Latin word with strangers in it, each of which could be meant for a Latin letter. */
        boolean isMostlyLatin() {
            return latin > 0 && foreign > 0 && (twins == foreign || meant == foreign && latin >= foreign && latin > 1);
        }

        boolean isOfTwins() {
            return foreign > 0 && twins == foreign;
        }
    }
}
