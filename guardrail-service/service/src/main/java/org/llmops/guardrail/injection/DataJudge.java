package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.learning.LinearModel;
import org.llmops.guardrail.learning.Reading;

/**
 * Judges what is only data. It has no business to give orders to an assistant, so any such order counts, and each passage is
 * judged alone: an order stands between sentences that have nothing to do with it.
 */
final class DataJudge {
    /** Orders show by the word they begin with: behind another word it makes a pair that a model knows. */
    private static final String OPENING = "begin ";

    private static final double LENGTH_PER_TRY = 300;
    private static final double MOST_TRIES = 12;

    private final LinearModel model;
    private final Observer observer;

    DataJudge(LinearModel model, Observer observer) {
        this.model = model;
        this.observer = observer;
    }

    Suspicion suspicion(Passage passage) {
        Seen seen = see(passage, observer);
        Reading reading = model.read(seen.readable(), seen.signals());
        double falseAlarms = Math.min(1, reading.falsePositives() * tries(passage.start()));
        return new Suspicion(falseAlarms, reading, seen.readable(), seen.signals(), seen.observation());
    }

    /** Each passage is one more chance to look suspicious; neighbours resemble each other. */
    private static double tries(int position) {
        return Math.min(MOST_TRIES, 1 + position / LENGTH_PER_TRY);
    }

    /** A passage as the model reads it. */
    record Seen(String readable, List<String> signals, Observation observation) {}

    static Seen see(Passage passage, Observer observer) {
        Observation observation = observer.observe(passage.text(), passage.normalised());
        List<String> signals = new ArrayList<>(observation.signals());
        signals.addAll(DataSigns.of(observation.readable(), passage));
        return new Seen(OPENING + observation.readable().strip(), signals, observation);
    }
}
