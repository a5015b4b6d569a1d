package org.llmops.guardrail.injection;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.learning.LinearModel;
import org.llmops.guardrail.learning.Reading;

/**
 * Judges each passage by the rules that hold in it and by a model that weighs them together with the words. What is data
 * has no business to give orders, so there another model judges, for which any order to an assistant counts.
 */
final class InjectionDetector extends PassageDetector {
    private static final String LIKE_ATTACKS = "Reads like the attacks that the model was trained with";
    private static final String ORDER_IN_DATA = "Orders or asks what does not belong to the text that it stands in";

    private final InjectionModels models;
    private final Observer observer;
    private final double sensitivity;
    private final Set<AttackKind> kinds;

    /** @param sensitivity the share of harmless texts that may be reported */
    InjectionDetector(InjectionModels models, Observer observer, double sensitivity, Set<AttackKind> kinds) {
        this.models = models;
        this.observer = observer;
        this.sensitivity = sensitivity;
        this.kinds = Set.copyOf(kinds);
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        boolean data = scene.source().isData();
        if (passage.text().isBlank()) {
            return;
        }
        Suspicion suspicion = suspicion(data, passage);
        if (suspicion.falseAlarms() <= sensitivity) {
            Match match = match(data, passage, suspicion);
            if (kinds.stream().anyMatch(kind -> kind.entity().equals(match.entity()))) {
                found.accept(match);
            }
        }
    }

    Suspicion suspicion(boolean data, Passage passage) {
        if (data) {
            return new DataJudge(models.data(), observer).suspicion(passage);
        }
        double tries = Tries.upTo(passage.start());
        Suspicion alone = suspicion(observer.observe(passage.text(), passage.normalised()), tries);
        Window window = Window.of(passage);
        if (window.before() == 0) {
            return alone;
        }
        Suspicion together = suspicion(observer.observe(window.text()), tries);
        return together.falseAlarms() < alone.falseAlarms() ? together : alone;
    }

    private Suspicion suspicion(Observation observation, double tries) {
        String readable = observation.readable();
        List<String> signals = observation.signals();
        Reading reading = models.user().read(readable, signals);
        double falseAlarms = reading.falsePositives();
        List<String> said = Writing.without(signals);
        if (said.size() < signals.size()) {
            double byWhatItSays = models.user().read(readable, said).falsePositives();
            falseAlarms = Math.max(falseAlarms, byWhatItSays / Writing.most(signals));
        }
        return new Suspicion(Math.min(1, falseAlarms * tries), reading, readable, signals, observation);
    }

    private Match match(boolean data, Passage passage, Suspicion suspicion) {
        LinearModel model = data ? models.data() : models.user();
        List<Match.Contribution> contributions = model.explain(suspicion.readable(), suspicion.signals());
        // The stretch ends where the passage does; what lies before it was reported when its turn came.
        Observation here = observer.observe(passage.text(), passage.normalised());
        Optional<Observation.Sighting> heaviest = here.sightings().stream()
                .max(Comparator.<Observation.Sighting>comparingDouble(
                                sighting -> weight(contributions, sighting.rule()))
                        .thenComparingInt(sighting -> sighting.end() - sighting.start()));
        AttackKind kind = AttackKind.of(suspicion.observation().sightings());
        int start = heaviest.map(sighting -> passage.start() + sighting.start()).orElse(passage.start());
        int end = heaviest.map(
                        sighting -> passage.start() + widest(sighting, here).end())
                .orElse(passage.start() + passage.length());
        return new Match(
                kind.entity(),
                heaviest.map(sighting -> sighting.rule().id()).orElse("learned"),
                start,
                Math.max(start + 1, end),
                suspicion.reading().chance(),
                false,
                heaviest.map(sighting -> sighting.rule().reason()).orElse(data ? ORDER_IN_DATA : LIKE_ATTACKS),
                contributions);
    }

    /** Rules that hold from the same place on say the same with more words, unless they reach far. */
    private static Observation.Sighting widest(Observation.Sighting heaviest, Observation here) {
        return here.sightings().stream()
                .filter(sighting -> sighting.start() == heaviest.start())
                .filter(sighting -> sighting.end() - sighting.start() <= 2 * (heaviest.end() - heaviest.start()))
                .max(Comparator.comparingInt(Observation.Sighting::end))
                .orElse(heaviest);
    }

    private static double weight(List<Match.Contribution> contributions, Rule rule) {
        return contributions.stream()
                .filter(contribution -> contribution.feature().equals(rule.id()))
                .mapToDouble(Match.Contribution::weight)
                .findFirst()
                .orElse(0);
    }
}
