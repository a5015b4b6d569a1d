package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.matching.Phrases;

/** Rails that look for words and phrases: those that nobody is to use, the names of competitors. */
@Singleton
public final class BannedWordsType implements DetectorType {
    @Override
    public String name() {
        return "banned_words";
    }

    @Override
    public String description() {
        return "Words and phrases in whatever case, also across line ends, and disguised by look-alike letters, digits for"
                + " letters, spaces or an encoding";
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "words",
                "1 to 1000 words and phrases",
                "whole_words",
                "false: inside of other words, too",
                "disguised",
                "true: also in look-alike letters, digits for letters, spaces between and encodings");
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    /**
     * Reads {@code words}, {@code whole_words} (also inside other words, if false) and {@code disguised} (also as they are
     * not written, if true).
     */
    @Override
    public Detector compile(Parameters parameters) {
        List<String> words = parameters.texts("words", List.of());
        boolean wholeWords = parameters.flag("whole_words", true);
        boolean disguised = parameters.flag("disguised", true);
        if (words.isEmpty()) {
            parameters.fault(
                    "words", "The detector needs them: 1 to " + Parameters.MAX_TEXTS + " words or phrases", "");
        }
        for (String word : words) {
            if (!Phrases.fits(word)) {
                parameters.fault("words", "Words and phrases of 1 to " + Phrases.MAX_LENGTH + " characters", "");
                words = List.of();
            }
        }
        return new BannedWords(words, wholeWords, disguised);
    }
}
