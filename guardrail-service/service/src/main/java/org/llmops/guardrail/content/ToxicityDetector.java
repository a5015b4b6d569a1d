package org.llmops.guardrail.content;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.normalising.NormalisedText;

/** Judges passages in all readings; of each category the strongest sign of a passage is reported. */
final class ToxicityDetector extends PassageDetector {
    private final ToxicityModel model;
    private final Map<Category, Double> thresholds;

    ToxicityDetector(ToxicityModel model, Map<Category, Double> thresholds) {
        this.model = model;
        this.thresholds = new EnumMap<>(Category.class);
        this.thresholds.putAll(thresholds);
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        Map<Category, Match> strongest = new EnumMap<>(Category.class);
        for (NormalisedText reading : passage.normalised().readings()) {
            List<WordRules.Hit> hits = WordRules.own().in(reading.text());
            if (!hits.isEmpty()) {
                byRules(passage, reading, hits, strongest);
            }
            byModel(passage, reading, hits, strongest);
        }
        strongest.values().forEach(found);
    }

    private void byRules(
            Passage passage, NormalisedText reading, List<WordRules.Hit> hits, Map<Category, Match> strongest) {
        for (Map.Entry<Category, Double> threshold : thresholds.entrySet()) {
            Category category = threshold.getKey();
            List<WordRules.Hit> own = category == Category.TOXICITY
                    ? List.of()
                    : hits.stream()
                            .filter(hit -> hit.rule().category() == category)
                            .toList();
            double score = ToxicityModel.ruled(own);
            if (!own.isEmpty() && score >= threshold.getValue()) {
                keep(category, ruled(passage, reading, own, score), strongest);
            }
        }
    }

    private static Match ruled(Passage passage, NormalisedText reading, List<WordRules.Hit> hits, double score) {
        WordRules.Hit surest = hits.getFirst();
        List<Match.Contribution> contributions = new ArrayList<>();
        for (WordRules.Hit hit : hits) {
            surest = hit.rule().confidence() > surest.rule().confidence() ? hit : surest;
            if (contributions.size() < Match.MAX_CONTRIBUTIONS) {
                contributions.add(new Match.Contribution(
                        hit.rule().name(), -Math.log(1 - hit.rule().confidence())));
            }
        }
        contributions.sort((one, other) -> Double.compare(other.weight(), one.weight()));
        Category category = surest.rule().category();
        return new Match(
                category.name(),
                surest.rule().name(),
                passage.start() + reading.start(surest.from()),
                passage.start() + reading.end(surest.to()),
                score,
                false,
                "Is worded like " + category.word().replace('_', ' ') + written(reading),
                contributions);
    }

    private void byModel(
            Passage passage, NormalisedText reading, List<WordRules.Hit> hits, Map<Category, Match> strongest) {
        Double threshold = thresholds.get(Category.TOXICITY);
        String text = reading.text();
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (threshold == null || from == to) {
            return;
        }
        List<String> signals = ToxicityModel.signals(hits);
        double score = model.read(text, signals).chance();
        if (score < threshold) {
            return;
        }
        Match match = new Match(
                Category.TOXICITY.name(),
                "toxicity-model",
                passage.start() + reading.start(from),
                passage.start() + reading.end(to),
                score,
                false,
                "Reads like what people call toxic" + written(reading),
                model.explain(text, signals));
        keep(Category.TOXICITY, match, strongest);
    }

    private static void keep(Category category, Match match, Map<Category, Match> strongest) {
        strongest.merge(category, match, (known, next) -> next.score() > known.score() ? next : known);
    }

    private static String written(NormalisedText reading) {
        return reading.encoding().isEmpty() ? "" : ", written in " + reading.encoding();
    }
}
