package org.llmops.guardrail.onnx;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Gives the service a folder with three models: one of them broken. */
public final class TinyFolder implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            Path models = Files.createTempDirectory(Path.of("target"), "models");
            TinyModels.classifier(models, "guard", new JsonObject());
            TinyModels.tagger(models, "names", new JsonObject());
            TinyModels.classifier(models, "broken", new JsonObject().put("threshold", 7));
            return Map.of(
                    "llmops.onnx.models-dir", models.toString(),
                    "llmops.onnx.start-with-broken", "true",
                    "llmops.onnx.workers", "1");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        // What is in target stays, to be looked at.
    }
}
