package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.Server;

/** One program of the stack, with its process if it has one. */
public final class Part {
    private static final Duration PATIENCE_TO_START = Duration.ofMinutes(3);

    private final Server server;
    private final Processes processes;

    Part(Server server, Processes processes) {
        this.server = server;
        this.processes = processes;
    }

    public String name() {
        return server.name();
    }

    public int port() {
        return server.port();
    }

    /** Its process, if it lives: the one that we started, not whoever has its process id by now. */
    public Optional<Child> process() {
        return processes.find(name());
    }

    /** Whether it was built again since its process began. */
    public boolean isOutdated() {
        return process().stream().anyMatch(child -> server.code().stream().anyMatch(file -> isNewer(file, child)));
    }

    private static boolean isNewer(Path file, Child child) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isAfter(child.started());
        } catch (IOException e) {
            return false; // it is being built, or was cleaned away: the process has what it needs
        }
    }

    public boolean isReady() {
        return server.isReady();
    }

    /** Why this start will take long; empty if it will not. */
    public String delay() {
        return processes.hasData(name()) ? "" : server.firstStart();
    }

    /** Starts it and returns when it works. */
    public void start() {
        Child child = processes.start(server);
        child.awaitReady(server, PATIENCE_TO_START);
    }

    /** Waits until a process that is there already works. */
    public void await(Child child) {
        child.awaitReady(server, PATIENCE_TO_START);
    }

    /** Returns whether it ended by itself; it is gone in either case. */
    public boolean stop(Child child) {
        return stop(child, server.patienceToStop());
    }

    boolean stop(Child child, Duration patience) {
        boolean finished = child.stop(server.stopSignal(), patience);
        processes.forget(name());
        return finished;
    }

    /** Ends it at once: for what has nothing to lose. */
    void kill(Child child) {
        child.stop("KILL", server.patienceToStop());
        processes.forget(name());
    }

    Server server() {
        return server;
    }
}
