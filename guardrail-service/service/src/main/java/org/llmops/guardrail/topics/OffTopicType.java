package org.llmops.guardrail.topics;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.detecting.Stage;

/** Rails that keep a conversation to what the system prompt of each call is about. */
@Singleton
public final class OffTopicType implements DetectorType {
    /** What a prompt says beyond so many characters does not widen the scope. */
    private static final int MAX_PROMPT = 20_000;

    private static final String RULE = "out-of-scope";

    @Override
    public String name() {
        return "off_topic";
    }

    @Override
    public String description() {
        return "Passages that resemble nothing in the call's system prompt or the given scope; a hint, as prompts seldom use"
                + " the words of the users: the more of these the scope has, the better";
    }

    @Override
    public String version() {
        return "1." + WordVectors.own().version();
    }

    @Override
    public Stage stage() {
        return Stage.LEARNED;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "scope",
                "What the assistant is for, beside its system prompt, in the words of users",
                "outside_from",
                "0 to 1: how sure it must be that a passage is none of it");
    }

    @Override
    public boolean looksAround() {
        return true;
    }

    /**
     * Reads {@code scope}, texts that say what the assistant is for beside its system prompt, and {@code outside_from},
     * how sure a match has to be. A call with neither is not judged.
     */
    @Override
    public Detector compile(Parameters parameters) {
        List<String> scope = parameters.texts("scope", List.of());
        double threshold = parameters.number("outside_from", 0, 1, TopicsType.OUTSIDE_FROM);
        PromptTopics topics = new PromptTopics(prompts -> topic(scope, prompts));
        return (LocalDetector) scene -> {
            Topic topic = topics.of(promptsOf(scene));
            return topic.isDescribed()
                    ? new ScopeJudge(List.of(topic), threshold, RULE).open(scene)
                    : (text, from, found) -> text.end();
        };
    }

    private static List<String> promptsOf(Scene scene) {
        return scene.around().stream()
                .filter(around -> around.source() == Source.SYSTEM)
                .map(Scene.Around::text)
                .map(text -> text.substring(0, Math.min(text.length(), MAX_PROMPT)))
                .toList();
    }

    /** Sentence by sentence: each describes part of the scope. */
    private static Topic topic(List<String> scope, List<String> prompts) {
        List<String> texts = new ArrayList<>(scope);
        prompts.forEach(prompt -> addSentences(prompt, texts));
        return new Topic("scope", texts, WordVectors.own());
    }

    private static void addSentences(String text, List<String> sentences) {
        int from = 0;
        for (int index = 0; index <= text.length(); index++) {
            boolean ends = index == text.length() || ".!?;\n。".indexOf(text.charAt(index)) >= 0;
            if (ends && index > from) {
                sentences.add(text.substring(from, index));
            }
            if (ends) {
                from = index + 1;
            }
        }
    }
}
