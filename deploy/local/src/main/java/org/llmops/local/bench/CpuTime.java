package org.llmops.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.platform.servers.Child;

/** What processes have cost so far, as Linux counts it; zero elsewhere. */
final class CpuTime {
    /** Of the kernel's counters, by convention: USER_HZ. */
    private static final long TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int RESIDENT_PAGES = 21;
    private static final int PAGE_KIB = 4;

    private CpuTime() {}

    /** Microseconds on any core, of the processes and their children. */
    static long us(List<Child> processes) {
        return all(processes)
                .mapToLong(process ->
                        (field(process, USER_TIME) + field(process, SYSTEM_TIME)) * (1_000_000 / TICKS_PER_SECOND))
                .sum();
    }

    static long residentMib(List<Child> processes) {
        return all(processes)
                        .mapToLong(process -> field(process, RESIDENT_PAGES))
                        .sum()
                * PAGE_KIB
                / 1024;
    }

    private static Stream<ProcessHandle> all(List<Child> processes) {
        return processes.stream()
                .flatMap(child -> Stream.concat(
                        Stream.of(child.process()), child.process().descendants()));
    }

    /** Fields are counted from behind the command's name, which may hold anything. */
    private static long field(ProcessHandle process, int position) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[position]);
        } catch (IOException e) {
            return 0; // it ended meanwhile, or this is no Linux
        }
    }
}
