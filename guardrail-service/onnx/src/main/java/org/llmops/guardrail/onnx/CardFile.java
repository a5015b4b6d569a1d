package org.llmops.guardrail.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file {@value #NAME} in a model's folder. */
record CardFile(
        @Nullable Task task,
        @Nullable List<String> labels,
        @Nullable Map<String, String> entities,
        @Nullable Double threshold,
        @Nullable Integer maxTokens,
        @Nullable Integer overlap,
        @Nullable Integer maxText,
        @Nullable Activation activation) {
    static final String NAME = "detector.json";

    private static final String EXPORTED = "config.json";
    private static final double USUAL_THRESHOLD = 0.5;
    private static final int USUAL_TOKENS = 512;
    private static final int USUAL_TEXT = 20_000;
    private static final int PART_OF_OVERLAP = 8;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    static ModelCard read(Path folder) throws IOException {
        try {
            return JSON.readValue(folder.resolve(NAME).toFile(), CardFile.class).card(folder);
        } catch (JsonProcessingException malformed) {
            throw new BrokenModel(NAME + " cannot be read: " + BrokenModel.inShort(malformed));
        }
    }

    private ModelCard card(Path folder) throws IOException {
        if (task == null) {
            throw new BrokenModel(NAME + ", task: text-classification or token-classification");
        }
        int tokens = maxTokens == null ? USUAL_TOKENS : maxTokens;
        return new ModelCard(
                task,
                labels == null ? exported(folder) : labels,
                entities == null ? Map.of() : entities,
                threshold == null ? USUAL_THRESHOLD : threshold,
                tokens,
                overlap == null ? tokens / PART_OF_OVERLAP : overlap,
                maxText == null ? USUAL_TEXT : maxText,
                activation == null ? Activation.SOFTMAX : activation);
    }

    /** Exports of Hugging Face's models name their labels themselves. */
    private static List<String> exported(Path folder) throws IOException {
        Path config = folder.resolve(EXPORTED);
        if (!Files.exists(config)) {
            return List.of();
        }
        JsonNode named = JSON.readTree(config.toFile()).path("id2label");
        List<String> labels = new ArrayList<>();
        while (named.path(Integer.toString(labels.size())).isTextual()) {
            labels.add(named.get(Integer.toString(labels.size())).asText());
        }
        return labels;
    }
}
