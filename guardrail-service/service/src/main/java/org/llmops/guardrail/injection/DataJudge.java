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

    static double tries(int position) {
        return Math.min(MOST, 1 + position / PER);
    }
    static double PER = 400;
    static double MOST = 12;

    /** A passage as the model reads it. */
    record Seen(String readable, List<String> signals, Observation observation) {}

    static Seen see(Passage passage, Observer observer) {
        Observation observation = observer.observe(passage.text());
        List<String> signals = new ArrayList<>(observation.signals());
        signals.addAll(DataSigns.of(observation.readable(), passage));
        return new Seen(OPENING + observation.readable().strip(), signals, observation);
    }
}
