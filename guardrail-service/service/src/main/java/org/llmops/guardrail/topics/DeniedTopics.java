package org.llmops.guardrail.topics;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.normalising.NormalisedText;

/** Reports passages that resemble a denied topic, each once, for the topic it resembles most. */
final class DeniedTopics extends PassageDetector {
    private final List<Topic> topics;
    private final double threshold;

    DeniedTopics(List<Topic> topics, double threshold) {
        this.topics = List.copyOf(topics);
        this.threshold = threshold;
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        Match strongest = null;
        NormalisedText plain = passage.normalised();
        for (NormalisedText reading : plain.readings()) {
            Gist gist = reading == plain ? Gists.of(passage).alone() : Gist.of(reading.text(), WordVectors.own());
            Match match = strongest(passage, gist);
            if (match != null && (strongest == null || match.score() > strongest.score())) {
                strongest = match;
            }
        }
        if (strongest != null) {
            found.accept(strongest);
        }
    }

    private @Nullable Match strongest(Passage passage, Gist text) {
        Match strongest = null;
        for (Topic topic : topics) {
            Likeness likeness = topic.likeness(text);
            double chance = likeness.chance();
            if (chance >= threshold && (strongest == null || chance > strongest.score())) {
                strongest = Spans.match(
                        passage,
                        "DENIED_TOPIC",
                        topic.name(),
                        chance,
                        "Resembles the examples of a denied topic",
                        likeness.contributions());
            }
        }
        return strongest;
    }
}
