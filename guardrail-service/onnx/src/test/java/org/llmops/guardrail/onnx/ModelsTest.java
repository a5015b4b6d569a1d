package org.llmops.guardrail.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.guardrail.detecting.Parameters;

class ModelsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrongWithAModelSaysHowToMendIt() throws IOException {
        broken(new JsonObject().put("task", "summarisation"), "detector.json cannot be read");
        broken(new JsonObject().put("treshold", 0.5), "treshold");
        broken(new JsonObject().putNull("task"), "text-classification or token-classification");
        broken(new JsonObject().putNull("labels"), "config.json");
        broken(new JsonObject().put("labels", JsonArray.of("A", "A")), "name each output differently");
        broken(
                new JsonObject().put("labels", JsonArray.of("SAFE", "MAYBE", "INJECTION")),
                "do `task` and `labels` fit");
        broken(new JsonObject().put("entities", new JsonObject()), "say what labels stand for");
        broken(new JsonObject().put("entities", new JsonObject().put("EVIL", "EVIL")), "no label EVIL");
        broken(new JsonObject().put("entities", new JsonObject().put("SAFE", "not evil")), "A to Z");
        broken(new JsonObject().put("threshold", 50), "at most 1");
        broken(new JsonObject().put("max_tokens", 2), "8 to 8192");
        broken(new JsonObject().put("max_tokens", 16).put("overlap", 9), "half of max_tokens");
        broken(new JsonObject().put("max_text", 0), "1 to 200000");
        broken(new JsonObject().put("task", "token-classification"), "do `task` and `labels` fit");
    }

    @Test
    void filesThatAreNoModelAreSaidToBeNone() throws IOException {
        Files.writeString(TinyModels.classifier(folder, "a", new JsonObject()).resolve("model.onnx"), "no model");
        Files.writeString(TinyModels.classifier(folder, "b", new JsonObject()).resolve("tokenizer.json"), "{}");
        Files.delete(TinyModels.classifier(folder, "c", new JsonObject()).resolve("tokenizer.json"));
        Files.write(
                TinyModels.classifier(folder, "d", new JsonObject()).resolve("model.onnx"),
                new Graph()
                        .input("pixels", Graph.FLOAT, "1")
                        .node("Identity", "same", List.of(), "pixels")
                        .output("same", Graph.FLOAT, "1")
                        .model());
        TinyModels.classifier(folder, "Not_a_name", new JsonObject());
        TinyModels.classifier(folder, "good", new JsonObject());

        try (Models models = Models.read(folder)) {
            assertThat(models.names()).containsExactly("good");
            assertThat(models.broken()).hasSize(5);
            assertThat(models.broken().get("a")).contains("model.onnx cannot be loaded");
            assertThat(models.broken().get("b")).contains("tokenizer.json cannot be read");
            assertThat(models.broken().get("c")).contains("there is no tokenizer.json");
            assertThat(models.broken().get("d")).contains("pixels").contains("input_ids");
            assertThat(models.broken().get("Not_a_name")).contains("a-z");
        }
    }

    @Test
    void aBrokenModelStopsTheStartUnlessItIsToleratedAndIsNamedWhenARailWantsIt() throws IOException {
        TinyModels.classifier(folder, "guard", new JsonObject().put("threshold", 7));

        assertThatThrownBy(() -> new OnnxType(settings(false)))
                .isInstanceOf(BrokenModel.class)
                .hasMessageContaining("guard")
                .hasMessageContaining("threshold")
                .hasMessageContaining("llmops.onnx.start-with-broken");

        OnnxType type = new OnnxType(settings(true));
        assertThat(fault(type, "guard")).contains("until its folder is mended").contains("threshold");
        assertThat(fault(type, "other")).contains("llmops.onnx.models-dir");
        type.close();
    }

    @Test
    void aModelThatThereIsNotIsSaidNotToBeThere() throws IOException {
        TinyModels.classifier(folder, "guard", new JsonObject());
        OnnxType type = new OnnxType(settings(false));

        assertThat(fault(type, "gard")).isEqualTo("No model is called 'gard': there are guard");
        Parameters usual = parameters("guard");
        type.compile(usual);
        assertThat(usual.faults()).isEmpty();
        assertThat(usual.effective().get("threshold").asDouble()).isEqualTo(0.5);
        type.close();
    }

    @Test
    void anotherModelIsAnotherVersion() throws IOException {
        Path guard = TinyModels.classifier(folder, "guard", new JsonObject());
        String before = version();
        assertThat(version()).isEqualTo(before);

        Files.writeString(guard.resolve("README.md"), "Trained again");
        assertThat(version()).isNotEqualTo(before);
    }

    private String version() {
        try (Models models = Models.read(folder)) {
            return models.version();
        }
    }

    private void broken(JsonObject changes, String saying) throws IOException {
        TinyModels.classifier(folder, "guard", changes);
        try (Models models = Models.read(folder)) {
            assertThat(models.names()).isEmpty();
            assertThat(models.broken().get("guard")).contains(saying);
        }
    }

    private static String fault(OnnxType type, String model) {
        Parameters parameters = parameters(model);
        type.compile(parameters);
        assertThat(parameters.faults()).hasSize(1);
        assertThat(parameters.faults().getFirst().field()).isEqualTo("parameters.model");
        return parameters.faults().getFirst().detail();
    }

    private static Parameters parameters(String model) {
        return new Parameters(JsonNodeFactory.instance.objectNode().put("model", model), "parameters");
    }

    private OnnxSettings settings(boolean startWithBroken) {
        return new OnnxSettings() {
            @Override
            public Optional<Path> modelsDir() {
                return Optional.of(folder);
            }

            @Override
            public boolean startWithBroken() {
                return startWithBroken;
            }

            @Override
            public int workers() {
                return 1;
            }

            @Override
            public int waiting() {
                return 1;
            }
        };
    }
}
