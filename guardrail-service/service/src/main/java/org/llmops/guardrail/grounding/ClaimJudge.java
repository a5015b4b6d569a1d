package org.llmops.guardrail.grounding;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;

/**
 * Holds every claim of a text against the evidence around it, as soon as the claim has ended.
 *
 * @param threshold from which probability on a claim counts as unsupported
 * @param minClaimWords with fewer telling words it claims nothing
 * @param skipsSmallTalk whether questions, greetings and offers of help are let be
 * @param flagsWithoutEvidence whether claims count as unsupported where there is nothing to hold them against
 */
record ClaimJudge(
        GroundednessModel model,
        Set<Source> sources,
        double threshold,
        int minClaimWords,
        boolean skipsSmallTalk,
        boolean flagsWithoutEvidence)
        implements LocalDetector {
    ClaimJudge {
        sources = Set.copyOf(sources);
    }

    @Override
    public Scanner open(Scene scene) {
        return new Claims(scene).open(scene);
    }

    /** What speaks against each claim of a text, for who learns the weights. */
    List<double[]> features(Scene scene, List<String> passages) {
        Claims claims = new Claims(scene);
        return passages.stream()
                .map(claims::claim)
                .filter(claim -> !claim.isEmpty())
                .map(claim -> Comparison.features(claims.evidence(), claim))
                .toList();
    }

    /** The claims of one text, all held against the same evidence. */
    private final class Claims extends PassageDetector {
        private final Scene scene;
        private @Nullable Evidence evidence;

        Claims(Scene scene) {
            this.scene = scene;
        }

        @Override
        protected void judge(Scene within, Passage passage, Consumer<Match> found) {
            List<Word> claim = claim(passage.text());
            if (claim.isEmpty()) {
                return;
            }
            int start = passage.start() + claim.getFirst().start();
            int end = passage.start() + claim.getLast().end();
            if (evidence().isEmpty()) {
                if (flagsWithoutEvidence) {
                    found.accept(Match.of(
                            Groundedness.ENTITY,
                            "no-evidence",
                            start,
                            end,
                            1,
                            "Nothing was given that could support it"));
                }
                return;
            }
            double[] features = Comparison.features(evidence(), claim);
            double score = model.score(features);
            if (score >= threshold) {
                List<Match.Contribution> contributions = model.contributions(features);
                found.accept(new Match(
                        Groundedness.ENTITY,
                        rule(features),
                        start,
                        end,
                        score,
                        false,
                        reason(contributions),
                        contributions));
            }
        }

        Evidence evidence() {
            if (evidence == null) {
                evidence = Evidence.of(
                        scene.around().stream()
                                .filter(text -> sources.contains(text.source()))
                                .toList(),
                        scene);
            }
            return evidence;
        }

        /** The words of a claim; none if the passage claims nothing. */
        List<Word> claim(String passage) {
            if (skipsSmallTalk && Questions.isQuestion(passage)) {
                return List.of();
            }
            List<Word> words = Words.of(passage);
            Vocabulary vocabulary = Vocabulary.standard();
            long telling = words.stream()
                    .filter(Word::isContent)
                    .filter(word -> !skipsSmallTalk || !vocabulary.has("courtesy", word.form()))
                    .count();
            return telling < minClaimWords ? List.of() : words;
        }
    }

    private static String rule(double[] features) {
        if (features[Feature.NEGATION.ordinal()] > 0 || features[Feature.OPPOSITE.ordinal()] > 0) {
            return "contradiction";
        }
        if (features[Feature.UNKNOWN_NUMBER.ordinal()] > 0 || features[Feature.MISPLACED_NUMBER.ordinal()] > 0) {
            return "number-mismatch";
        }
        return features[Feature.UNKNOWN_NAME.ordinal()] > 0 ? "unknown-name" : "unsupported-claim";
    }

    private static String reason(List<Match.Contribution> contributions) {
        return contributions.isEmpty()
                ? "Is not borne out by what was given"
                : "Is not borne out by what was given: "
                        + contributions.stream()
                                .limit(2)
                                .map(Match.Contribution::feature)
                                .collect(Collectors.joining("; "));
    }
}
