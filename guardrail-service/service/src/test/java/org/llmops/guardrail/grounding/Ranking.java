package org.llmops.guardrail.grounding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How well scores tell the answers that lack support from those that have it. */
public final class Ranking {
    private record Scored(double score, boolean unsupported) {}

    private final List<Scored> scored = new ArrayList<>();

    public void add(double score, boolean unsupported) {
        scored.add(new Scored(score, unsupported));
    }

    /** The chance that an unsupported answer scores above a supported one; ties count half. */
    double auc() {
        List<Scored> ascending = new ArrayList<>(scored);
        ascending.sort(Comparator.comparingDouble(Scored::score));
        double rankSum = 0;
        for (int from = 0; from < ascending.size(); ) {
            int to = from;
            while (to < ascending.size()
                    && ascending.get(to).score() == ascending.get(from).score()) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            for (int index = from; index < to; index++) {
                rankSum += ascending.get(index).unsupported() ? rank : 0;
            }
            from = to;
        }
        double positives = count(true);
        double negatives = count(false);
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    /** The share of unsupported answers found where this share of supported ones is reported by mistake. */
    double recallAt(double falsePositiveRate) {
        return rate(true, thresholdAt(falsePositiveRate));
    }

    double thresholdAt(double falsePositiveRate) {
        List<Double> supported = scored.stream()
                .filter(each -> !each.unsupported())
                .map(Scored::score)
                .sorted(Comparator.reverseOrder())
                .toList();
        int allowed = (int) Math.floor(falsePositiveRate * supported.size());
        return Math.nextUp(supported.get(Math.min(allowed, supported.size() - 1)));
    }

    double f1(double threshold) {
        double found = rate(true, threshold) * count(true);
        double mistaken = rate(false, threshold) * count(false);
        return 2 * found / (found + mistaken + count(true));
    }

    double bestF1() {
        return scored.stream()
                .map(Scored::score)
                .distinct()
                .mapToDouble(this::f1)
                .max()
                .orElse(0);
    }

    double rate(boolean unsupported, double threshold) {
        long above = scored.stream()
                .filter(each -> each.unsupported() == unsupported && each.score() >= threshold)
                .count();
        return above / count(unsupported);
    }

    public String summary(double threshold) {
        return String.format(
                Locale.ROOT,
                "AUC %.3f, recall at 5%% FPR %.3f, at 10%% %.3f; at %.2f: F1 %.3f, recall %.3f, FPR %.3f; best F1 %.3f; n=%d",
                auc(),
                recallAt(0.05),
                recallAt(0.10),
                threshold,
                f1(threshold),
                rate(true, threshold),
                rate(false, threshold),
                bestF1(),
                scored.size());
    }

    private double count(boolean unsupported) {
        return scored.stream().filter(each -> each.unsupported() == unsupported).count();
    }
}
