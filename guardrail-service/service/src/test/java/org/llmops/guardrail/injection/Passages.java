package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;

/** Cuts whole texts the way detectors see them. */
final class Passages {
    private Passages() {}

    static List<Passage> of(String text) {
        List<Passage> passages = new ArrayList<>();
        PassageDetector detector = new PassageDetector() {
            @Override
            protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
                passages.add(passage);
            }
        };
        detector.open(scene(Source.USER)).scan(GrowingText.whole(text), 0, match -> {});
        return passages;
    }

    static Scene scene(Source source) {
        return new Scene(new WorkspaceId("acme"), false, source, List.of(), Map.of());
    }
}
