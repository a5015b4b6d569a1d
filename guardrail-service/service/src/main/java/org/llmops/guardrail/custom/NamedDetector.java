package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.guardrail.detecting.Scene;

/** Whatever is registered under a name in the text's workspace, when it is asked. */
record NamedDetector(String name, KnownDetectors known, Asking asking) implements RemoteDetector {
    @Override
    public Uni<List<Match>> detect(Scene scene, String text, Duration within) {
        return text.isEmpty()
                ? Uni.createFrom().item(List.of())
                : known.of(scene.workspace(), new DetectorName(name))
                        .chain(detector -> asking.ask(detector, scene, text, within))
                        .ifNoItem()
                        .after(within)
                        .failWith(() -> new Unanswered("Custom detector '" + name + "' did not answer in time"));
    }
}
