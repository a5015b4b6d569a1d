package org.llmops.guardrail.grounding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** An answer, what it was given, and whether people found it supported. */
record LabelledAnswer(String source, String context, String answer, boolean supported) {
    static List<LabelledAnswer> read(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<LabelledAnswer> answers = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = mapper.readTree(line);
            answers.add(new LabelledAnswer(
                    row.get("source").asText(),
                    row.get("context").asText(),
                    row.get("answer").asText(),
                    row.get("label").asInt() == 1));
        }
        return answers;
    }

    static Scene scene(String context) {
        return new Scene(
                new WorkspaceId("acme"),
                true,
                Source.ASSISTANT,
                List.of(new Scene.Around(Source.CONTEXT, context)),
                Map.of());
    }

    Scene scene() {
        return scene(context);
    }

    List<String> passages() {
        List<String> passages = new ArrayList<>();
        PassageDetector collector = new PassageDetector() {
            @Override
            protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
                passages.add(passage.text());
            }
        };
        collector.open(scene()).scan(GrowingText.whole(answer), 0, match -> {});
        return passages;
    }
}
