package org.llmops.guardrail.answers;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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
        return new CitationDetector(styles, coverage, checksIds, minWords);
    }
}
