package org.llmops.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.llmops.local.bench.Results.Measured;

/** Tells the results as a table with ratios, and draws the throughput. */
final class Report {
    private static final String DIRECT = "simulator";
    private static final List<String> YARDSTICKS = List.of("nginx", "portkey");

    private final Results results;
    private final int warmup;

    Report(Results results, int warmup) {
        this.results = results;
        this.warmup = warmup;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.svg"), Chart.of(results));
        Files.writeString(folder.resolve("report.md"), """
                # The router beside nginx and Portkey's gateway

                Made by `./llmops bench` on %s: %s, %d processors, Java %s. Every figure is the median of %d alternating rounds in one run,
                after load on each until it got no faster (at most %d s); compare the ratios, not the figures, with other machines. All talk to the simulator,
                whose answer is made beforehand; it, the load generator and the gateway share the processors. The readers of call records (call log, ledger) are off: they run elsewhere where there is load.

                - **router plain**: key, configuration, price, call record (written to disk, then to Kafka); a workspace without policy, budget or limits.
                - **router full**: the same, and a rate limit in Redis, a route with a fallback, screening of input and output, and a budget.
                - **nginx** is `proxy_pass` with keep-alive, **portkey** is `%s` %s.
                - *alone* is one request after the other; *added* is beyond the simulator's own time. *CPU* is the time on any core for one
                  request; the suite's counts all services and servers.

                ![calls per second](report.svg)

                %s%s
                """.formatted(
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                results.contenders().stream()
                        .mapToInt(name -> results.rounds(name).size())
                        .max()
                        .orElse(0),
                warmup,
                Portkey.PACKAGE,
                Portkey.VERSION,
                table(),
                results.missing().isEmpty() ? "" : "\nLeft out: " + String.join("; ", results.missing()) + ".\n"));
    }

    /** All figures, in Markdown. */
    String table() {
        List<String> names = results.contenders();
        List<String> lines = new ArrayList<>();
        lines.add("| | " + String.join(" | ", names) + " |");
        lines.add("|---" + "|---:".repeat(names.size()) + "|");
        row(lines, "calls/s, 64 connections", "%.0f", run -> run.load().perSecond());
        row(lines, "p50 under load, ms", "%.2f", run -> run.load().p50Us() / 1e3);
        row(lines, "p99 under load, ms", "%.2f", run -> run.load().p99Us() / 1e3);
        row(lines, "errors", "%.0f", run -> run.load().refused() + run.load().broken());
        row(lines, "CPU for one call, µs", "%.1f", Measured::cpuUs);
        row(lines, "CPU of the suite, µs", "%.1f", Measured::suiteCpuUs);
        row(lines, "p50 alone, ms", "%.2f", run -> run.alone().p50Us() / 1e3);
        row(lines, "p99 alone, ms", "%.2f", run -> run.alone().p99Us() / 1e3);
        added(lines, "added p50 alone, ms", run -> run.alone().p50Us() / 1e3);
        added(lines, "added p99 alone, ms", run -> run.alone().p99Us() / 1e3);
        for (int i = 0; i < Results.STREAMS.length; i++) {
            int at = i;
            String of = Results.STREAMS[i] + (Results.STREAMS[i] == 1 ? " stream" : " streams");
            row(
                    lines,
                    "first token p50, " + of + ", ms",
                    "%.1f",
                    run -> run.streams().get(at).firstP50Ms());
            row(
                    lines,
                    "first token p99, " + of + ", ms",
                    "%.1f",
                    run -> run.streams().get(at).firstP99Ms());
            row(lines, "clean of " + of, "%.0f", run -> run.streams().get(at).clean());
        }
        lines.add("| resident memory, MiB | "
                + String.join(
                        " | ",
                        names.stream()
                                .map(name -> Long.toString(results.residentMib(name)))
                                .toList()) + " |");
        for (String yardstick : YARDSTICKS.stream().filter(names::contains).toList()) {
            ratio(
                    lines,
                    "throughput ÷ " + yardstick,
                    yardstick,
                    run -> run.load().perSecond());
            ratio(lines, "CPU for one call ÷ " + yardstick, yardstick, Measured::cpuUs);
            ratio(
                    lines,
                    "p99 alone ÷ " + yardstick,
                    yardstick,
                    run -> run.alone().p99Us());
            ratio(
                    lines,
                    "first token p50, 512 streams ÷ " + yardstick,
                    yardstick,
                    run -> run.streams().getLast().firstP50Ms());
        }
        return String.join("\n", lines) + "\n";
    }

    private void row(List<String> lines, String what, String format, ToDoubleFunction<Measured> figure) {
        line(lines, what, name -> told(format, results.median(name, figure)));
    }

    private void added(List<String> lines, String what, ToDoubleFunction<Measured> figure) {
        double direct = results.median(DIRECT, figure);
        line(lines, what, name -> name.equals(DIRECT) ? "" : told("%.2f", results.median(name, figure) - direct));
    }

    private void ratio(List<String> lines, String what, String yardstick, ToDoubleFunction<Measured> figure) {
        double one = results.median(yardstick, figure);
        line(lines, what, name -> name.equals(DIRECT) ? "" : told("%.2f", results.median(name, figure) / one));
    }

    /** Where nothing came of it there is no figure: streams that were refused have no first token. */
    private static String told(String format, double figure) {
        return Double.isNaN(figure) ? "–" : String.format(Locale.ROOT, format, figure);
    }

    private void line(List<String> lines, String what, java.util.function.UnaryOperator<String> cell) {
        lines.add("| " + what + " | "
                + String.join(" | ", results.contenders().stream().map(cell).toList()) + " |");
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
