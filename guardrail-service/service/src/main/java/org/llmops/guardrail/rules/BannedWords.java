package org.llmops.guardrail.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.matching.Phrases;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** Finds words as they are written, anywhere; and as they are meant, passage by passage. */
final class BannedWords implements LocalDetector {
    private static final String ENTITY = "BANNED_WORD";

    private final Phrases written;
    private final boolean disguised;
    private final Meant meant;

    BannedWords(List<String> words, boolean wholeWords, boolean disguised) {
        this.written = phrases(words, wholeWords);
        this.disguised = disguised;
        List<String> folded =
                words.stream().map(word -> Normaliser.of(word).text()).toList();
        List<String> unleeted = words.stream()
                .filter(BannedWords::isPlainWord)
                .map(word -> Normaliser.of(word).leet().text())
                .toList();
        this.meant = new Meant(
                written,
                phrases(folded, wholeWords),
                folded.equals(unleeted) ? null : phrases(unleeted, wholeWords),
                folded.equals(words));
    }

    @Override
    public Scanner open(Scene scene) {
        Phrases.Search search = written.search();
        Scanner asMeant = meant.open(scene);
        return new Scanner() {
            private int meantFrom;

            @Override
            public int scan(GrowingText text, int from, Consumer<Match> found) {
                int next = search.scan(
                        text,
                        (phrase, start, end) -> found.accept(
                                Match.of(ENTITY, "written", start, end, 1, "Is on the list of banned words")));
                if (disguised) {
                    meantFrom = asMeant.scan(text, meantFrom, found);
                    next = Math.min(next, meantFrom);
                }
                return next;
            }
        };
    }

    private static Phrases phrases(List<String> words, boolean wholeWords) {
        List<String> fitting = words.stream().filter(Phrases::fits).toList();
        return wholeWords ? Phrases.wholeWords(fitting) : Phrases.anywhere(fitting);
    }

    /** A word with digits would become another one where digits stand for letters. */
    private static boolean isPlainWord(String word) {
        return word.codePoints().noneMatch(Character::isDigit);
    }

    /** Finds words in every reading of a passage, where they are not written as they are. */
    private static final class Meant extends PassageDetector {
        private final Phrases written;
        private final Phrases folded;

        /** What they are where digits and signs stand for letters, if that is not the same. */
        private final @Nullable Phrases unleeted;

        /** Whether the words are written as they are meant. */
        private final boolean plain;

        Meant(Phrases written, Phrases folded, @Nullable Phrases unleeted, boolean plain) {
            this.written = written;
            this.folded = folded;
            this.unleeted = unleeted;
            this.plain = plain;
        }

        @Override
        protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
            String text = passage.text();
            NormalisedText normalised = passage.normalised();
            // Then all that is meant openly is written, and was found there.
            boolean asWritten = plain && normalised.text().equals(text);
            if (asWritten && normalised.readings().size() == 1) {
                return;
            }
            List<int[]> known = new ArrayList<>();
            for (NormalisedText reading : normalised.readings()) {
                if (!asWritten || !isWritten(reading, normalised)) {
                    find(folded, reading, passage, known, found);
                }
                if (reading != normalised && unleeted != null) {
                    find(unleeted, reading, passage, known, found);
                }
            }
        }

        /** Whether all that may be found in a reading is there in the text itself. */
        private boolean isWritten(NormalisedText reading, NormalisedText normalised) {
            if (reading == normalised) {
                return true;
            }
            String text = normalised.text();
            // Of the same length, it has letters in place of digits and signs: only words closed up are shorter.
            boolean inPlace = reading == normalised.leet() && reading.text().length() == text.length();
            return inPlace && !folded.mayHoldMore(reading.text(), text);
        }

        private void find(
                Phrases phrases, NormalisedText reading, Passage passage, List<int[]> known, Consumer<Match> found) {
            phrases.find(reading.text(), (phrase, from, to) -> {
                if (known.isEmpty()) {
                    addWritten(passage.text(), known);
                }
                int start = reading.start(from);
                int end = reading.end(to);
                if (known.stream().noneMatch(span -> start < span[1] && span[0] < end)) {
                    known.add(new int[] {start, end});
                    String how = reading.encoding().isEmpty() ? "" : ", written in " + reading.encoding();
                    found.accept(Match.of(
                            ENTITY,
                            "disguised",
                            passage.start() + start,
                            passage.start() + end,
                            0.9,
                            "Stands for a word on the list of banned words" + how));
                }
            });
        }

        private void addWritten(String text, List<int[]> known) {
            written.find(
                    text,
                    (phrase, start, end) ->
                            known.add(new int[] {text.codePointCount(0, start), text.codePointCount(0, end)}));
        }
    }
}
