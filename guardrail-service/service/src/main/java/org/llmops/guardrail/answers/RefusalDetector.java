package org.llmops.guardrail.answers;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.learning.CueModel;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/**
 * Judges the beginning of an answer once it is there, and lets the rest pass.
 *
 * @param threshold from which probability on an answer counts as a refusal
 * @param kinds what is reported
 * @param lookAt so many code points are read, and {@value #FARTHER} times as many where speakers are named
 */
record RefusalDetector(CueModel<RefusalCue> model, double threshold, Set<Kind> kinds, int lookAt)
        implements LocalDetector {
    /** So many times as far is read where speakers are named: the second tends to take back what the first said. */
    static final int FARTHER = 3;

    RefusalDetector {
        kinds = Set.copyOf(kinds);
    }

    /** How an answer refuses. */
    enum Kind {
        /** It does not do what was asked. */
        REFUSAL("REFUSAL", "Refuses"),
        /** It says no, and then answers at least in part. */
        PARTIAL("PARTIAL_REFUSAL", "Refuses, and then answers at least in part"),
        /** It lacks the means. */
        CAPABILITY("CAPABILITY_LIMIT", "Says that it lacks the means");

        private final String entity;
        private final String reason;

        Kind(String entity, String reason) {
            this.entity = entity;
            this.reason = reason;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Scanner open(Scene scene) {
        return (text, from, found) -> {
            if (from > 0) {
                return text.end();
            }
            if (text.end() < lookAt && !text.isComplete()) {
                return 0;
            }
            int reach = Math.min(lookAt, text.end());
            if (reach == lookAt && RefusalReading.namesSpeaker(text.substring(0, reach))) {
                reach = Math.min(FARTHER * lookAt, text.end());
                if (reach < FARTHER * lookAt && !text.isComplete()) {
                    return 0;
                }
            }
            if (reach > 0) {
                judge(text.substring(0, reach), text.isComplete() && reach == text.end(), found);
            }
            return text.end();
        };
    }

    private void judge(String beginning, boolean all, Consumer<Match> found) {
        NormalisedText read = Normaliser.of(beginning);
        RefusalReading reading = RefusalReading.of(read.text(), all);
        double score = model.score(reading.cues());
        boolean isCapability =
                reading.has(RefusalCue.CAPABILITY) && !reading.has(RefusalCue.WRONG) && !reading.has(RefusalCue.POLICY);
        boolean turns = reading.from() >= 0
                && (reading.has(RefusalCue.TURN)
                        || reading.has(RefusalCue.SECOND_VOICE)
                        || reading.has(RefusalCue.LIST));
        boolean refuses = score >= threshold;
        boolean declines = reading.has(RefusalCue.DECLINES) || reading.has(RefusalCue.CANNOT);
        Kind kind = isCapability && (refuses || declines)
                ? Kind.CAPABILITY
                : turns && (refuses || declines) ? Kind.PARTIAL : Kind.REFUSAL;
        if (!refuses && kind == Kind.REFUSAL || !kinds.contains(kind)) {
            return;
        }
        boolean cued = reading.from() >= 0;
        int start = cued ? read.start(reading.from()) : 0;
        int end = cued ? read.end(reading.to()) : beginning.codePointCount(0, beginning.length());
        List<Match.Contribution> contributions = model.contributions(reading.cues(), Math::abs);
        found.accept(new Match(kind.entity, kind.word(), start, end, score, false, kind.reason, contributions));
    }
}
