package org.llmops.local.watching;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.llmops.platform.servers.Child;

/** How much memory a process and its descendants hold; what several share is counted once, where the system tells. */
final class Memory {
    private static final long KIB_PER_MIB = 1024;

    private Memory() {}

    static long mib(Child child) {
        return Stream.concat(Stream.of(child.process()), child.process().descendants())
                        .mapToLong(Memory::kib)
                        .sum()
                / KIB_PER_MIB;
    }

    private static long kib(ProcessHandle process) {
        Path rollup = Path.of("/proc/" + process.pid() + "/smaps_rollup");
        try {
            return Files.isReadable(rollup)
                    ? Files.readAllLines(rollup).stream()
                            .filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    : residentKib(process);
        } catch (IOException e) {
            return 0; // it ended meanwhile
        }
    }

    private static long residentKib(ProcessHandle process) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return answer.isEmpty() ? 0 : Long.parseLong(answer);
    }
}
