package org.llmops.guardrail.topics;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;

/** Reports passages that resemble none of the topics in scope, neither alone nor with what came before them. */
final class ScopeJudge extends PassageDetector {
    /** A passage of fewer telling words, such as a greeting, is of no topic and of any. */
    private static final int MIN_WORDS = 2;

    private final List<Topic> scope;
    private final double threshold;
    private final String rule;

    /** @param threshold how certain it has to be that a passage is out of scope */
    ScopeJudge(List<Topic> scope, double threshold, String rule) {
        this.scope = List.copyOf(scope);
        this.threshold = threshold;
        this.rule = rule;
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        Gists gists = Gists.of(passage);
        if (gists.alone().size() < MIN_WORDS) {
            return;
        }
        double inside = chance(gists.alone());
        if (1 - inside >= threshold && !passage.before().isBlank()) {
            inside = Math.max(inside, chance(gists.together()));
        }
        if (1 - inside >= threshold) {
            found.accept(Spans.match(passage, "OFF_TOPIC", rule, 1 - inside, "Resembles nothing in scope", List.of()));
        }
    }

    private double chance(Gist text) {
        double most = 0;
        for (Topic topic : scope) {
            most = Math.max(most, topic.likeness(text).chance());
        }
        return most;
    }
}
