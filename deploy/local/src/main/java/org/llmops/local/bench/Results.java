package org.llmops.local.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, by contender; each figure is the median of its rounds. */
final class Results {
    static final int[] STREAMS = {1, 64, 512};

    private final Map<String, List<Measured>> rounds = new LinkedHashMap<>();
    private final Map<String, Long> residentMib = new LinkedHashMap<>();
    private final List<String> missing;

    Results(List<String> missing) {
        this.missing = List.copyOf(missing);
    }

    /**
     * One round of one contender.
     *
     * @param cpuUs of its processes for one request, under load
     * @param suiteCpuUs of everything our suite runs for one request, under load
     * @param alone one request after the other
     * @param streams for each number of streams
     */
    record Measured(Wrk.Load load, double cpuUs, double suiteCpuUs, Wrk.Load alone, List<Streams.Outcome> streams) {}

    void add(String contender, Measured measured) {
        rounds.computeIfAbsent(contender, first -> new ArrayList<>()).add(measured);
    }

    void resident(String contender, long mib) {
        residentMib.put(contender, mib);
    }

    List<String> contenders() {
        return List.copyOf(rounds.keySet());
    }

    List<String> missing() {
        return missing;
    }

    List<Measured> rounds(String contender) {
        return rounds.getOrDefault(contender, List.of());
    }

    long residentMib(String contender) {
        return residentMib.getOrDefault(contender, 0L);
    }

    double median(String contender, ToDoubleFunction<Measured> figure) {
        return Streams.median(rounds(contender).stream().mapToDouble(figure).toArray());
    }
}
