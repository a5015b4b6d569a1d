package org.llmops.guardrail.rules;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;

/** Tells the language of each sentence. */
final class LanguageDetector extends PassageDetector {
    private final List<String> allowed;

    LanguageDetector(List<String> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        String language = Languages.guess(passage);
        String script = language.isEmpty() && passage.signs().areBeyondAscii()
                ? Languages.sharedScript(passage.text(), allowed)
                : "";
        if (!script.isEmpty()) {
            found.accept(Match.of(
                    "LANGUAGE",
                    "script-" + script,
                    passage.start(),
                    passage.start() + passage.length(),
                    0.8,
                    "Is written in a script that no allowed language uses"));
            return;
        }
        if (!language.isEmpty() && !allowed.contains(language)) {
            found.accept(Match.of(
                    "LANGUAGE",
                    "language-" + language,
                    passage.start(),
                    passage.start() + passage.length(),
                    0.8,
                    "Is written in a language that is not allowed"));
        }
    }
}
