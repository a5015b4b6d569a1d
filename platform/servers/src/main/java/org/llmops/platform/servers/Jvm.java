package org.llmops.platform.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How we run a Java program beside us: on our own JDK, small, and quick to start. */
public final class Jvm {
    private Jvm() {}

    /** The beginning of a command line; what follows is the class path and the main class. */
    public static List<String> small(int heapMiB) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(List.of(
                "-Xms32m",
                "-Xmx" + heapMiB + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        return arguments;
    }
}
