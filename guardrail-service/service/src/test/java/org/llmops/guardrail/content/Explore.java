package org.llmops.guardrail.content;

import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.llmops.guardrail.learning.*;

public final class Explore {
    public static void main(String[] a) throws Exception {
        List<Example> ex = ToxicityExamples.of(Path.of(a[0]));
        Map<String, int[]> t = new TreeMap<>();
        for (Example e : ex) {
            int col =
                    e.group().equals("ordinary") ? 4 : (e.source().equals("davidson") ? 0 : 2) + (e.positive() ? 1 : 0);
            for (var h : WordRules.own().in(e.text()))
                t.computeIfAbsent(
                                h.rule().category() + " " + h.rule().name() + " "
                                        + h.rule().confidence(),
                                k -> new int[5])[col]++;
        }
        System.out.println("rule dav0 dav1 oai0 oai1 ordinary");
        t.forEach((k, v) -> System.out.println(k + " " + Arrays.toString(v)));
        Training tr = Training.of("x", ex, e -> e.group().equals("ordinary") ? "ordinary" : e.source());
        double[] s = tr.leftOutScores();
        for (double beta : new double[] {0, 0.5, 1, 1.5, 2, 3}) {
            StringBuilder b = new StringBuilder("beta " + beta);
            for (String src : List.of("davidson", "openai_moderation")) {
                int[] rows = IntStream.range(0, s.length)
                        .filter(i -> ex.get(i).source().equals(src))
                        .toArray();
                List<Example> own = IntStream.of(rows).mapToObj(ex::get).toList();
                double[] sc = IntStream.of(rows)
                        .mapToDouble(i -> s[i]
                                + beta
                                        * -Math.log(1
                                                - ToxicityModel.ruled(WordRules.own()
                                                        .in(ex.get(i).text()))
                                                + 1e-4))
                        .toArray();
                double[] neg = IntStream.range(0, sc.length)
                        .filter(i -> !own.get(i).positive())
                        .mapToDouble(i -> sc[i])
                        .sorted()
                        .toArray();
                double t1 = neg[(int) (neg.length * 0.99)], t5 = neg[(int) (neg.length * 0.95)];
                double pos = own.stream().filter(Example::positive).count();
                b.append(String.format(
                        " %s auc %.4f r1 %.3f r5 %.3f",
                        src,
                        Report.area(own, sc),
                        IntStream.range(0, sc.length)
                                        .filter(i -> own.get(i).positive() && sc[i] > t1)
                                        .count()
                                / pos,
                        IntStream.range(0, sc.length)
                                        .filter(i -> own.get(i).positive() && sc[i] > t5)
                                        .count()
                                / pos));
            }
            System.out.println(b);
        }
        // misses and false alarms of rules
        Random r = new Random(4);
        int n = 0;
        List<Example> sh = new ArrayList<>(ex);
        Collections.shuffle(sh, r);
        for (Example e : sh)
            if (!e.source().equals("davidson")
                    && e.positive()
                    && ToxicityModel.ruled(WordRules.own().in(e.text())) < 0.5
                    && n++ < 45)
                System.out.println(
                        "MISS " + e.text().substring(0, Math.min(220, e.text().length())));
        n = 0;
        for (Example e : sh)
            if (e.source().equals("openai_moderation")
                    && !e.positive()
                    && ToxicityModel.ruled(WordRules.own().in(e.text())) >= 0.7
                    && n++ < 40)
                System.out.println("FALSE "
                        + WordRules.own().in(e.text()).stream()
                                .map(h -> h.rule().name() + "="
                                        + e.text().substring(h.from(), Math.min(h.to(), h.from() + 60)))
                                .toList());
        n = 0;
        for (Example e : sh)
            if (e.source().equals("davidson")
                    && e.positive()
                    && ToxicityModel.ruled(WordRules.own().in(e.text())) < 0.3
                    && n++ < 30) System.out.println("DMISS " + e.text());
    }
}
