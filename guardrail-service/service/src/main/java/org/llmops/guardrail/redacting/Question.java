package org.llmops.guardrail.redacting;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.guardrail.detecting.Scene;

/** What a judge is to say about one whole text. */
public final class Question {
    private final TextScreen screen;
    private final CompiledRail rail;
    private final Scene scene;
    private final String text;

    Question(TextScreen screen, CompiledRail rail, Scene scene, String text) {
        this.screen = screen;
        this.rail = rail;
        this.scene = scene;
        this.text = text;
    }

    /** Asks; what is thrown instead of an answer is a failure like any other. */
    Uni<List<Match>> ask(Duration within) {
        return Uni.createFrom().deferred(() -> ((RemoteDetector) rail.detector()).detect(scene, text, within));
    }

    void answered(List<Match> matches) {
        screen.judged(rail, text, matches);
    }

    /** @param reason one of those of {@link Unscanned} */
    void unanswered(String reason) {
        screen.unjudged(rail, text, reason);
    }

    String railId() {
        return rail.id();
    }

    @Override
    public String toString() {
        return rail.id();
    }
}
