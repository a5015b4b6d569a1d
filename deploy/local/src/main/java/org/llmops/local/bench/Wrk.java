package org.llmops.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.llmops.platform.servers.ServerFailure;

/** Runs wrk, a load generator that costs little itself. */
final class Wrk {
    private static final String MARK = "RESULT ";
    private static final String SCRIPT = """
            wrk.method = "POST"
            wrk.body = [==[%s]==]
            %s
            done = function(summary, latency, requests)
              io.write(string.format("RESULT %%d %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
                summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    private final Path program;
    private final String libraries;
    private final Path scripts;

    Wrk(Path program, String libraries, Path scripts) {
        this.program = program;
        this.libraries = libraries;
        this.scripts = scripts;
    }

    /**
     * What came of one load.
     *
     * @param refused answered with an error
     * @param broken not answered
     */
    record Load(long requests, double seconds, long refused, long broken, long p50Us, long p99Us) {
        double perSecond() {
            return requests / seconds;
        }
    }

    /** What makes load, for a shell. */
    List<String> command(Contender contender, int connections, int seconds) throws IOException {
        Path script = scripts.resolve(contender.name().replace(' ', '-') + ".lua");
        String headers =
                contender.headers().entrySet().stream().map(Wrk::header).collect(Collectors.joining("\n"));
        Files.createDirectories(scripts);
        Files.writeString(script, SCRIPT.formatted(contender.body(false), headers));
        return List.of(
                "env",
                "LD_LIBRARY_PATH=" + libraries,
                program.toString(),
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                contender.url());
    }

    Load run(Contender contender, int connections, int seconds) {
        try {
            ProcessBuilder wrk = new ProcessBuilder(command(contender, connections, seconds));
            Process process = wrk.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines()
                    .filter(line -> line.startsWith(MARK))
                    .findFirst()
                    .map(Wrk::read)
                    .orElseThrow(() -> new ServerFailure("wrk failed: " + output.strip()));
        } catch (IOException e) {
            throw new ServerFailure("Cannot run wrk: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted", e);
        }
    }

    private static String header(Map.Entry<String, String> header) {
        return String.format(Locale.ROOT, "wrk.headers[\"%s\"] = \"%s\"", header.getKey(), header.getValue());
    }

    private static Load read(String line) {
        String[] numbers = line.substring(MARK.length()).split(" ");
        return new Load(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]) / 1e6,
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]),
                Long.parseLong(numbers[4]),
                Long.parseLong(numbers[5]));
    }
}
