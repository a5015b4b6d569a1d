package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.llmops.local.settings.Layout;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.Server;
import org.llmops.platform.servers.ServerFailure;

/** The processes of the stack, which outlive the command that started them: one small file for each says which it is. */
final class Processes {
    private final Layout layout;

    Processes(Layout layout) {
        this.layout = layout;
    }

    Child start(Server server) {
        Child child = Child.start(server, layout.data(server.name()), layout.log(server.name()));
        try {
            Files.createDirectories(layout.run());
            Path unfinished = layout.run().resolve(server.name() + ".new");
            Files.writeString(unfinished, child.pid() + " " + child.started() + "\n");
            Files.move(unfinished, file(server.name()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            child.stop("KILL", Duration.ofSeconds(5)); // a process that nobody knows of could not be stopped later
            throw new ServerFailure("Cannot write to " + layout.run() + ": " + e.getMessage(), e);
        }
        return child;
    }

    /** Whether it was started before. */
    boolean hasData(String name) {
        return Files.exists(layout.data(name));
    }

    Optional<Child> find(String name) {
        try {
            String[] known = Files.readString(file(name)).strip().split(" ");
            return Child.find(name, Long.parseLong(known[0]), Instant.parse(known[1]), layout.log(name));
        } catch (IOException e) {
            return Optional.empty(); // never started, or stopped
        }
    }

    void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new ServerFailure("Cannot delete " + file(name) + ": " + e.getMessage(), e);
        }
    }

    private Path file(String name) {
        return layout.run().resolve(name + ".pid");
    }
}
