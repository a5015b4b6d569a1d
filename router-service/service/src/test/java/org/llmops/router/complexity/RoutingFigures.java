package org.llmops.router.complexity;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores choose which questions go to the strong model (I. Ong et al., "RouteLLM: Learning to Route LLMs with
 * Preference Data", 2024, section 3). The performance gap recovered (PGR) is the share of the strong model's advantage
 * that is kept when only the questions with the greatest scores go to it.
 *
 * @param apgr the mean PGR over all shares of strong calls; 0.5 for a random choice
 * @param cpt50 the least share of strong calls that recovers half of the gap
 * @param cpt80 the least share of strong calls that recovers 80 % of it
 */
record RoutingFigures(double apgr, double cpt50, double cpt80) {
    static RoutingFigures of(List<LabelledQuestion> questions, double[] scores) {
        return of(questions, scores, IntStream.range(0, scores.length).toArray());
    }

    /** Of a sample of the questions, in which one may occur more than once. */
    static RoutingFigures of(List<LabelledQuestion> questions, double[] scores, int[] sample) {
        List<Integer> greatestFirst = IntStream.of(sample)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList();
        double gap =
                IntStream.of(sample).mapToDouble(i -> questions.get(i).gain()).sum();
        double area = 0;
        double gained = 0;
        double cpt50 = 1;
        double cpt80 = 1;
        for (int calls = 1; calls <= sample.length; calls++) {
            double before = gained;
            gained += questions.get(greatestFirst.get(calls - 1)).gain() / gap;
            area += (before + gained) / 2 / sample.length;
            cpt50 = gained >= 0.5 ? Math.min(cpt50, (double) calls / sample.length) : cpt50;
            cpt80 = gained >= 0.8 ? Math.min(cpt80, (double) calls / sample.length) : cpt80;
        }
        return new RoutingFigures(area, cpt50, cpt80);
    }

    static RoutingFigures mean(List<RoutingFigures> all) {
        return new RoutingFigures(
                all.stream().mapToDouble(RoutingFigures::apgr).average().orElseThrow(),
                all.stream().mapToDouble(RoutingFigures::cpt50).average().orElseThrow(),
                all.stream().mapToDouble(RoutingFigures::cpt80).average().orElseThrow());
    }
}
