package org.llmops.guardrail.detecting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.llmops.platform.identity.WorkspaceId;

/** What a detector finds in a whole text, as the tests read it. */
final class Sightings {
    private Sightings() {}

    static final Scene SCENE = new Scene(new WorkspaceId("acme"), false, Source.USER, List.of(), Map.of());

    static List<String> of(LocalDetector detector, String text) {
        int[] codePoints = text.codePoints().toArray();
        return matches(detector, text).stream()
                .map(match -> new String(codePoints, match.start(), match.length()))
                .toList();
    }

    static List<Match> matches(LocalDetector detector, String text) {
        List<Match> matches = new ArrayList<>();
        detector.open(SCENE).scan(GrowingText.whole(text), 0, matches::add);
        matches.sort(Comparator.comparing(Match::start));
        return matches;
    }
}
