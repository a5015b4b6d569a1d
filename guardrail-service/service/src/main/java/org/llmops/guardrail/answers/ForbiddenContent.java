package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Pairs;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.matching.Phrases;
import org.llmops.guardrail.matching.WholeTextPattern;
import org.llmops.guardrail.normalising.NormalisedText;

/** The detector of what an answer must not say. */
@Singleton
public final class ForbiddenContent implements DetectorType {
    private static final String ENTITY = "FORBIDDEN_CONTENT";

    @Override
    public String name() {
        return "forbidden_content";
    }

    @Override
    public String description() {
        return "Finds phrases and patterns that must not be said, such as promises or guarantees, whatever their case, look-alike "
                + "letters and encodings; each within one sentence or line.";
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
                "phrases",
                "What must not be said, whatever its case and disguise",
                "patterns",
                "The same as regular expressions of RE2; one of both is needed");
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        Wanted wanted = Wanted.of(parameters);
        return new Prohibition(Phrases.wholeWords(wanted.phrases()), wanted.patterns(), wanted.words());
    }

    /** What must not be said. */
    private static final class Prohibition extends PassageDetector {
        private final Phrases phrases;
        private final List<WholeTextPattern> patterns;
        private final Pairs.Wanted words;

        Prohibition(Phrases phrases, List<WholeTextPattern> patterns, Pairs.Wanted words) {
            this.phrases = phrases;
            this.patterns = patterns;
            this.words = words;
        }

        @Override
        protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
            NormalisedText read = passage.normalised();
            boolean asWritten = read.text().equals(passage.text());
            if (!asWritten || passage.mayHold(words)) {
                look(read, passage.start(), found);
            }
            lookInside(read, passage.start(), found);
        }

        private void lookInside(NormalisedText text, int offset, Consumer<Match> found) {
            text.decoded().forEach(decoded -> {
                look(decoded, offset, found);
                lookInside(decoded, offset, found);
            });
        }

        private void look(NormalisedText text, int offset, Consumer<Match> found) {
            phrases.find(text.text(), (phrase, start, end) -> report(text, offset, start, end, "phrase", found));
            for (int index = 0; index < patterns.size(); index++) {
                int number = index + 1;
                patterns.get(index)
                        .find(
                                text.text(),
                                (start, end) -> report(text, offset, start, end, "pattern-" + number, found));
            }
        }

        private static void report(
                NormalisedText text, int offset, int start, int end, String rule, Consumer<Match> found) {
            String reason = "Says what the rail forbids" + (text.encoding().isEmpty() ? "" : ", in " + text.encoding());
            found.accept(Match.of(ENTITY, rule, offset + text.start(start), offset + text.end(end), 1, reason));
        }
    }
}
