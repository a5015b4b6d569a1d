package org.llmops.local.starting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds who listens on a port, as far as this system and our rights let us see. */
final class PortOwner {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwner() {}

    static Optional<String> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .flatMap(table -> lines(table).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[STATE].equals(LISTENING) && endsWithPort(fields[LOCAL_ADDRESS], port))
                .map(fields -> "socket:[" + fields[INODE] + "]")
                .findFirst()
                .flatMap(socket -> ProcessHandle.allProcesses()
                        .filter(process -> holds(process, socket))
                        .findFirst())
                .map(process -> "pid " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + command + ")")
                                .orElse(""));
    }

    private static boolean endsWithPort(String address, int port) {
        return address.endsWith(":" + String.format(Locale.ROOT, "%04X", port));
    }

    private static boolean holds(ProcessHandle process, String socket) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.anyMatch(file -> target(file).equals(socket));
        } catch (IOException e) {
            return false; // another user's, or gone
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // no such table on this system
        }
    }
}
