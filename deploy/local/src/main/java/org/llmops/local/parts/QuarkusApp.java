package org.llmops.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.HttpProbe;
import org.llmops.platform.servers.Server;
import org.llmops.platform.servers.ServerFailure;

/**
 * One of our own applications, as its build has packaged it.
 *
 * @param module the directory of its Maven module
 * @param withheld variables that are not for it
 * @param patienceToStop how long it may take to finish what it is at
 */
record QuarkusApp(
        String name,
        int port,
        Path module,
        Tuning tuning,
        Map<String, String> settings,
        Set<String> withheld,
        Duration patienceToStop)
        implements Server {
    /** What a JVM is tuned for. */
    enum Tuning {
        /** Little memory and a quick start: one compiler, one collector thread. */
        SMALL("-Xmx192m", "-XX:TieredStopAtLevel=1"),
        /** Both compilers, for code that is worth the optimiser's time, and where Linux is large pages to find it in. */
        THROUGHPUT("-Xmx256m", "-XX:ReservedCodeCacheSize=96m") {
            @Override
            List<String> ofSystem() {
                return System.getProperty("os.name").equals("Linux")
                        ? List.of("-XX:+UseTransparentHugePages")
                        : List.of();
            }
        };

        private final List<String> options;

        Tuning(String... options) {
            this.options = List.of(options);
        }

        /** Options that only this operating system's JVMs know. */
        List<String> ofSystem() {
            return List.of();
        }
    }

    @Override
    public void prepare(Path data) {
        if (!Files.exists(jar())) {
            throw new ServerFailure(name + " is not built: run './llmops build'");
        }
    }

    @Override
    public Command command(Path data) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(options());
        arguments.add("-jar");
        arguments.add(jar().toString());
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        return new Command(arguments, environment, withheld);
    }

    @Override
    public List<Path> code() {
        return List.of(jar(), module.resolve("target/quarkus-app/quarkus-app-dependencies.txt"));
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isOk(port, "/q/health/ready");
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(tuning.options);
        options.addAll(tuning.ofSystem());
        options.addAll(List.of(
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        return options;
    }

    private Path jar() {
        return module.resolve("target/quarkus-app/quarkus-run.jar");
    }
}
