package org.llmops.local.bench;

import java.util.List;
import java.util.Locale;

/** Draws the throughput of each contender as a bar. */
final class Chart {
    private static final int BAR_HEIGHT = 28;
    private static final int GAP = 12;
    private static final int LEFT = 120;
    private static final int WIDTH = 560;
    private static final int RIGHT = 110;

    private Chart() {}

    static String of(Results results) {
        List<String> names = results.contenders();
        double most =
                names.stream().mapToDouble(name -> calls(results, name)).max().orElse(1);
        StringBuilder svg = new StringBuilder();
        int height = names.size() * (BAR_HEIGHT + GAP) + GAP;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" font-family=\"sans-serif\" font-size=\"14\">%n"
                        + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n",
                LEFT + WIDTH + RIGHT,
                height));
        for (int i = 0; i < names.size(); i++) {
            double calls = calls(results, names.get(i));
            int top = GAP + i * (BAR_HEIGHT + GAP);
            int width = (int) Math.round(WIDTH * calls / most);
            String fill = names.get(i).startsWith("router") ? "#2563eb" : "#9ca3af";
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
                            + "<text x=\"%d\" y=\"%d\">%.0f/s</text>%n",
                    LEFT - 8,
                    top + 19,
                    names.get(i),
                    LEFT,
                    top,
                    width,
                    BAR_HEIGHT,
                    fill,
                    LEFT + width + 8,
                    top + 19,
                    calls));
        }
        return svg.append("</svg>\n").toString();
    }

    private static double calls(Results results, String name) {
        return results.median(name, run -> run.load().perSecond());
    }
}
