package org.llmops.guardrail.topics;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Stage;

/** Rails that keep a conversation to some topics and away from others. */
@Singleton
public final class TopicsType implements DetectorType {
    /** About one text in a hundred of other topics is so much like one. */
    static final double DENIED_FROM = 0.85;

    /** About one text in twenty that is in scope is so little like it. */
    static final double OUTSIDE_FROM = 0.85;

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public String description() {
        return "Passages that resemble a denied topic, or none of the allowed ones, as a few examples describe them; by shared"
                + " and related words, mostly English, so examples in the users' words matter";
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
                "deny",
                "{\"investment\": [\"which stocks should I buy\", \"is gold a good investment\"]}: examples for each topic",
                "allow",
                "The same for topics to keep to; one of both is needed",
                "denied_from",
                "0 to 1: how sure it must be that a passage is of a denied topic",
                "outside_from",
                "0 to 1: how sure it must be that a passage is of no allowed one");
    }

    /**
     * Reads {@code deny} and {@code allow}, each an object of topics with lists of examples, and how sure a match has to
     * be: {@code denied_from} and {@code outside_from}.
     */
    @Override
    public Detector compile(Parameters parameters) {
        List<Topic> denied = Topics.of(parameters, "deny");
        List<Topic> allowed = Topics.of(parameters, "allow");
        if (denied.isEmpty() && allowed.isEmpty() && parameters.faults().isEmpty()) {
            parameters.fault("deny", "Topics to deny here, or topics to keep to in allow", denied);
        }
        LocalDetector denying = new DeniedTopics(denied, parameters.number("denied_from", 0, 1, DENIED_FROM));
        LocalDetector keeping =
                new ScopeJudge(allowed, parameters.number("outside_from", 0, 1, OUTSIDE_FROM), "no-allowed-topic");
        if (allowed.isEmpty()) {
            return denying;
        }
        return denied.isEmpty() ? keeping : both(denying, keeping);
    }

    /** Both cut a text into the same passages, so both go on from the same place. */
    private static LocalDetector both(LocalDetector one, LocalDetector other) {
        return scene -> {
            Scanner first = one.open(scene);
            Scanner second = other.open(scene);
            return (text, from, found) -> Math.min(first.scan(text, from, found), second.scan(text, from, found));
        };
    }
}
