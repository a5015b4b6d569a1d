package org.llmops.guardrail.grounding;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.learning.CueModel;

/**
 * Holds every claim of a text against the evidence around it, as soon as the claim has ended.
 *
 * @param threshold from which probability on a claim counts as unsupported
 * @param minClaimWords with fewer telling words it claims nothing
 * @param skipsSmallTalk whether questions, greetings and opinions are let be; else they count less
 * @param flagsWithoutEvidence whether claims count as unsupported where there is nothing to hold them against
 */
record ClaimJudge(
        CueModel<Feature> model,
        Set<Source> sources,
        double threshold,
        int minClaimWords,
        boolean skipsSmallTalk,
        boolean flagsWithoutEvidence)
        implements LocalDetector {
    /** So much of its score is left to what states nothing: never enough for the default threshold. */
    static final double SMALL_TALK_COUNTS = Groundedness.DEFAULT_THRESHOLD;

    ClaimJudge {
        sources = Set.copyOf(sources);
    }

    @Override
    public Scanner open(Scene scene) {
        return new Claims(scene).open(scene);
    }

    /** Everything that a text claims, held against its evidence, for who learns the weights. */
    List<Compared> compare(Scene scene, List<String> passages) {
        Claims claims = new Claims(scene);
        return passages.stream()
                .map(passage -> Claim.of(passage, minClaimWords))
                .filter(claim -> !claim.isEmpty())
                .map(claim ->
                        new Compared(Comparison.of(claims.evidence(), claim).features(), claim.smallTalk()))
                .toList();
    }

    /** What speaks against a claim. */
    @SuppressWarnings("ArrayRecordComponent") // Numbers that are read and never compared.
    record Compared(double[] features, boolean smallTalk) {
        double score(CueModel<Feature> model) {
            return model.score(features) * (smallTalk ? SMALL_TALK_COUNTS : 1);
        }
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
            if (evidence().isEmpty() && !flagsWithoutEvidence) {
                return;
            }
            Claim claim = Claim.of(passage.text(), minClaimWords);
            if (claim.isEmpty() || claim.smallTalk() && skipsSmallTalk) {
                return;
            }
            if (evidence().isEmpty()) {
                if (!claim.smallTalk()) {
                    found.accept(Match.of(
                            Groundedness.ENTITY,
                            "no-evidence",
                            start(passage, claim.words()),
                            end(passage, claim.words()),
                            1,
                            "Nothing was given that could support it"));
                }
                return;
            }
            Comparison comparison = Comparison.of(evidence(), claim);
            double[] features = comparison.features();
            double score = new Compared(features, claim.smallTalk()).score(model);
            if (score >= threshold) {
                List<Match.Contribution> contributions = model.contributions(features, DoubleUnaryOperator.identity());
                found.accept(new Match(
                        Groundedness.ENTITY,
                        rule(features),
                        start(passage, comparison.blamed()),
                        end(passage, comparison.blamed()),
                        score,
                        false,
                        reason(contributions),
                        contributions));
            }
        }

        private int start(Passage passage, List<Word> words) {
            return passage.start() + words.getFirst().start();
        }

        private int end(Passage passage, List<Word> words) {
            return passage.start() + words.getLast().end();
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
