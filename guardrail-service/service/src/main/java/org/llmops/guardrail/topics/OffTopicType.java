package org.llmops.guardrail.topics;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
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
        return new Keeping(scope, threshold);
    }

    /** Holds a text to the scope of its call. */
    private static final class Keeping implements LocalDetector {
        private final List<String> scope;
        private final double threshold;

        /** Of the call before, since most calls of an app have the same prompt, and reading one takes a while. */
        private volatile Topic last;

        Keeping(List<String> scope, double threshold) {
            this.scope = List.copyOf(scope);
            this.threshold = threshold;
            this.last = topic(scope);
        }

        @Override
        public Scanner open(Scene scene) {
            List<String> texts = new ArrayList<>(scope);
            texts.addAll(promptOf(scene));
            Topic topic = last;
            if (!topic.isOf(texts)) {
                topic = topic(texts);
                last = topic;
            }
            return topic.isDescribed()
                    ? new ScopeJudge(List.of(topic), threshold, RULE).open(scene)
                    : (text, from, found) -> text.end();
        }

        private static Topic topic(List<String> texts) {
            return new Topic("scope", texts, WordVectors.own());
        }
    }

    /** Sentence by sentence: each describes part of the scope. */
    private static List<String> promptOf(Scene scene) {
        List<String> sentences = new ArrayList<>();
        for (Scene.Around around : scene.around()) {
            if (around.source() == Source.SYSTEM) {
                String text = around.text();
                addSentences(text.substring(0, Math.min(text.length(), MAX_PROMPT)), sentences);
            }
        }
        return sentences;
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
