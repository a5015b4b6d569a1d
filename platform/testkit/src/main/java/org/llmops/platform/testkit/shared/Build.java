package org.llmops.platform.testkit.shared;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process whose life is the build's: Maven, or else the outermost JVM around us, which is the IDE.
 *
 * @param started tells it from a later process with the same id
 */
record Build(long pid, Instant started) {
    static Build current() {
        List<ProcessHandle> jvms = Stream.iterate(
                        Optional.of(ProcessHandle.current()),
                        Optional::isPresent,
                        process -> process.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(Build::isJvm)
                .toList();
        return of(jvms.stream().filter(Build::isMaven).findFirst().orElse(jvms.getLast()));
    }

    private static Build of(ProcessHandle process) {
        return new Build(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli() == started.toEpochMilli());
    }

    /** A name for its files. */
    String id() {
        return pid + "-" + started.toEpochMilli();
    }

    static Build named(String id) {
        String[] parts = id.split("-", 2);
        return new Build(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.pid() == ProcessHandle.current().pid()
                || process.info().command().orElse("").endsWith("java");
    }

    private static boolean isMaven(ProcessHandle process) {
        return process.info().arguments().stream()
                .flatMap(Stream::of)
                .anyMatch(argument -> argument.startsWith("org.codehaus.plexus.classworlds.launcher"));
    }
}
