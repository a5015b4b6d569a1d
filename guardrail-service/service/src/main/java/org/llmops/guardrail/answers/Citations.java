package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.answers.CitationDetector.Coverage;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** The detector of references to nothing, and of claims without reference. */
@Singleton
public final class Citations implements DetectorType {
    private static final List<String> STYLES =
            Arrays.stream(Citation.Style.values()).map(Citation.Style::word).toList();

    @Override
    public String name() {
        return "citations";
    }

    @Override
    public String description() {
        return "Checks that references such as [1], [^1], (Keller, 2020) and URLs name something that the context or a tool gave, "
                + "and that claims have one; not whether the source says so, for which groundedness is there.";
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
                "styles",
                "Which ways of writing references count: " + String.join(", ", STYLES),
                "coverage",
                "What has to be cited: none, answer (at least one reference) or claims (each sentence)",
                "check_sources",
                "true: what is cited has to be among the context and the tool results",
                "min_claim_words",
                "A sentence with fewer words claims nothing");
    }

    @Override
    public boolean looksAround() {
        return true;
    }

    @Override
    public Detector compile(Parameters parameters) {
        Set<Citation.Style> styles = EnumSet.noneOf(Citation.Style.class);
        for (String word : parameters.texts("styles", STYLES)) {
            if (STYLES.contains(word)) {
                styles.add(Citation.Style.values()[STYLES.indexOf(word)]);
            } else {
                parameters.fault("styles", "Of " + String.join(", ", STYLES), word);
            }
        }
        Coverage coverage = parameters.choice("coverage", List.of(Coverage.values()), Coverage::word, Coverage.CLAIMS);
        boolean checksIds = parameters.flag("check_sources", true);
        int minWords = parameters.whole("min_claim_words", 1, 50, 5);
        if (parameters.faults().isEmpty() && styles.isEmpty()) {
            parameters.fault("styles", "At least one of " + String.join(", ", STYLES), "");
        }
        if (parameters.faults().isEmpty() && coverage == Coverage.NONE && !checksIds) {
            parameters.fault("coverage", "There is nothing to find: ask for coverage, or check the sources", "");
        }
        return new CitationDetector(styles, coverage, checksIds, minWords);
    }
}
