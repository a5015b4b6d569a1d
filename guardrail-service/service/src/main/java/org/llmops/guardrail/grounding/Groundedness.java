package org.llmops.guardrail.grounding;

import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;
import org.llmops.guardrail.learning.CueModel;

/** The detector of claims that nothing given supports. */
@Singleton
public final class Groundedness implements DetectorType {
    static final String ENTITY = "UNSUPPORTED_CLAIM";

    /** Where 8 % of the supported answers that it was learned from are reported; its card says more. */
    static final double DEFAULT_THRESHOLD = 0.6;

    private static final List<String> SOURCES = List.of("context", "tool_result", "user");

    /** The one that was learned with this version of the service. */
    static final CueModel<Feature> MODEL = CueModel.read(Feature.class, Vocabulary.lines("groundedness.txt"));

    @Override
    public String name() {
        return "groundedness";
    }

    @Override
    public String description() {
        return "Finds claims that the context, the tool results and what the user said do not support, sentence by "
                + "sentence, by comparing words, names and numbers; close paraphrase passes, inference does not, so leave "
                + "the scores around the threshold to a judge.";
    }

    @Override
    public String version() {
        return "2-" + MODEL.version();
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "threshold",
                "0.05 to 0.99: how unsupported a claim must seem",
                "min_claim_words",
                "A sentence with fewer words claims nothing",
                "skip_small_talk",
                "true: greetings and the like claim nothing",
                "flag_without_evidence",
                "true: claims count as unsupported where nothing was given to hold them against",
                "sources",
                "What claims are held against: context, tool_result, user, system");
    }

    @Override
    public boolean looksAround() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        double threshold = parameters.number("threshold", 0.05, 0.99, DEFAULT_THRESHOLD);
        int minClaimWords = parameters.whole("min_claim_words", 1, 20, 1);
        boolean skipsSmallTalk = parameters.flag("skip_small_talk", false);
        boolean flagsWithoutEvidence = parameters.flag("flag_without_evidence", false);
        Set<Source> sources = EnumSet.noneOf(Source.class);
        for (String name : parameters.texts("sources", SOURCES)) {
            switch (name) {
                case "context", "tool_result", "user", "system" ->
                    sources.add(Source.valueOf(name.toUpperCase(Locale.ROOT)));
                default -> parameters.fault("sources", "Of context, tool_result, user and system", name);
            }
        }
        if (sources.isEmpty()) {
            parameters.fault("sources", "At least one of context, tool_result, user and system", "");
        }
        return new ClaimJudge(MODEL, sources, threshold, minClaimWords, skipsSmallTalk, flagsWithoutEvidence);
    }
}
