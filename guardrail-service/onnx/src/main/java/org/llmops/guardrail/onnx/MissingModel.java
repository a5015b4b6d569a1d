package org.llmops.guardrail.onnx;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.guardrail.detecting.Scene;

/** Stands for a model that was there when the policy was published: fails each time, as the rail's fail mode expects. */
record MissingModel(String why) implements RemoteDetector {
    @Override
    public Uni<List<Match>> detect(Scene scene, String text, Duration within) {
        return Uni.createFrom().failure(new Unjudged(why));
    }
}
