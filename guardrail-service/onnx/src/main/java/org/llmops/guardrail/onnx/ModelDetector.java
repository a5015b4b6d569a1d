package org.llmops.guardrail.onnx;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.guardrail.detecting.Scene;

/** A model that judges whole texts, elsewhere than on the thread that asks. */
record ModelDetector(TextModel model, double threshold, Workers workers) implements RemoteDetector {
    @Override
    public Uni<List<Match>> detect(Scene scene, String text, Duration within) {
        return text.isBlank()
                ? Uni.createFrom().item(List.of())
                : workers.run(turn -> model.judge(text, threshold, turn), within);
    }
}
