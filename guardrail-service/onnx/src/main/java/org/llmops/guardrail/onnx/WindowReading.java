package org.llmops.guardrail.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Each window is judged as a whole; where a label holds in neighbours, they are one finding, as sure as the surest. */
final class WindowReading implements Reading {
    private final ModelCard card;
    private final int length;
    private final List<Window> windows = new ArrayList<>();
    private final List<double[]> shares = new ArrayList<>();

    WindowReading(ModelCard card, int length) {
        this.card = card;
        this.length = length;
    }

    @Override
    public void add(Window window, List<float[]> rows) {
        windows.add(window);
        shares.add(card.activation().apply(rows.getFirst()));
    }

    @Override
    public List<Found> found(double threshold) {
        return card.found().stream()
                .flatMap(entity -> stretches(entity, threshold).stream())
                .toList();
    }

    private List<Found> stretches(String entity, double threshold) {
        List<Found> found = new ArrayList<>();
        int last = windows.size() - 1;
        boolean goesOn = false;
        for (int at = 0; at <= last; at++) {
            double share = share(entity, shares.get(at));
            boolean holds = share >= threshold;
            if (holds) {
                // What is no token at the text's ends belongs to the first and the last window.
                int start = at == 0
                        ? 0
                        : Arrays.stream(windows.get(at).start()).min().orElse(0);
                int end = at == last
                        ? length
                        : Arrays.stream(windows.get(at).end()).max().orElse(length);
                Found before = goesOn ? found.removeLast() : null;
                found.add(
                        before == null
                                ? new Found(entity, start, end, share)
                                : new Found(entity, before.start(), end, Math.max(before.share(), share)));
            }
            goesOn = holds;
        }
        return found;
    }

    private double share(String entity, double[] ofLabels) {
        double most = 0;
        for (int label = 0; label < ofLabels.length; label++) {
            if (entity.equals(card.entity(label))) {
                most = Math.max(most, ofLabels[label]);
            }
        }
        return Math.min(1, most);
    }
}
