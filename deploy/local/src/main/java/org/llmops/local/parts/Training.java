package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.platform.servers.ServerFailure;

/**
 * Starts each Java program once in a stack of its own, so that the JDK can remember how that went.
 *
 * <p>The stack has its own database and no more: programs start without their peers. It never touches the one that people use.
 */
public final class Training {
    /** To end, a program that is recorded writes some hundred megabytes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long GIB = 1L << 30;
    private static final long DISK_NEEDED_GIB = 5;

    private final LocalStack stack;
    private final StartupCaches caches;
    private volatile boolean ending;

    public Training(LocalStack stack) {
        this.stack = stack;
        this.caches = new StartupCaches(stack.layout().cache());
    }

    /** Whether a program has no cache, and there is room to make one. */
    public boolean isWorthwhile() {
        try {
            return !untrained(stack).isEmpty()
                    && Files.getFileStore(stack.layout().home()).getUsableSpace() > DISK_NEEDED_GIB * GIB;
        } catch (IOException e) {
            return false;
        }
    }

    public void train() {
        try {
            Files.createDirectories(stack.layout().cache());
        } catch (IOException e) {
            throw new ServerFailure("Cannot write to " + stack.layout().cache() + ": " + e.getMessage(), e);
        }
        clear();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        LocalStack own = stack.training(caches);
        try {
            own.postgres().start();
            own.ensureDatabases();
            untrained(own).forEach(this::train);
        } finally {
            clear();
        }
    }

    /** Deletes nothing: who asked for the end clears up, and finds here what started in the meantime. */
    private void end() {
        ending = true;
        stack.training(caches).parts().parallelStream()
                .forEach(part -> part.process().ifPresent(part::kill));
    }

    private void train(Part part) {
        if (ending) {
            return;
        }
        part.start();
        boolean complete =
                part.process().map(process -> part.stop(process, PATIENCE)).orElse(false);
        if (complete) {
            caches.keep(part.server());
        }
    }

    private List<Part> untrained(LocalStack among) {
        return among.parts().stream()
                .filter(part -> StartupCaches.isPossibleFor(part.server()))
                .filter(part -> caches.find(part.server()).isEmpty())
                .toList();
    }

    /** Ends what a training has left, even one that was killed. */
    void clear() {
        LocalStack own = stack.training(caches);
        Path home = own.layout().home();
        if (!Files.exists(home)) {
            return;
        }
        own.parts().parallelStream().forEach(part -> part.process().ifPresent(part::kill));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            caches.discardUnfinished();
        } catch (IOException e) {
            System.err.println(home + " is not deleted: " + e);
        }
    }
}
