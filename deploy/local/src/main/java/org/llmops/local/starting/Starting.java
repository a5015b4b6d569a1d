package org.llmops.local.starting;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Part;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.ServerFailure;

/**
 * Starts what does not run. Either everything runs afterwards, or nothing of what this start began: what ran before is left
 * as it was.
 */
public final class Starting {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final PrintStream out;
    private final Queue<Part> begun = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());

    public Starting(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    public void start() {
        try (FileChannel _ = lock();
                threads) {
            List<Part> parts = stack.parts();
            stopOutdated(parts);
            Preconditions.check(
                    stack,
                    parts.stream().filter(part -> part.process().isEmpty()).toList());
            Thread undo = new Thread(this::undo);
            Runtime.getRuntime().addShutdownHook(undo);
            long begin = System.nanoTime();
            startAll();
            Runtime.getRuntime().removeShutdownHook(undo);
            say("✓", "all " + parts.size() + " parts", begin, begun.isEmpty() ? "ran already" : "");
        } catch (IOException e) {
            throw new ServerFailure("Cannot write to " + stack.layout().home() + ": " + e.getMessage(), e);
        }
    }

    private void stopOutdated(List<Part> parts) {
        parts.stream().filter(Part::isOutdated).toList().parallelStream().forEach(part -> {
            long begin = System.nanoTime();
            part.process().ifPresent(part::stop);
            say("✓", part.name(), begin, "stopped, because it was built again");
        });
    }

    private void startAll() {
        try {
            CompletableFuture<Void> databases = CompletableFuture.runAsync(
                    () -> {
                        ensure(stack.postgres());
                        stack.ensureDatabases();
                    },
                    threads);
            Stream<CompletableFuture<Void>> servers =
                    stack.servers().stream().map(part -> CompletableFuture.runAsync(() -> ensure(part), threads));
            Stream<CompletableFuture<Void>> apps =
                    stack.apps().stream().map(part -> databases.thenRunAsync(() -> ensure(part), threads));
            firstFailureOf(Stream.concat(servers, apps).toList());
        } catch (CompletionException e) {
            undo();
            throw e.getCause() instanceof ServerFailure failure
                    ? failure
                    : new ServerFailure("Starting failed: " + Objects.requireNonNullElse(e.getCause(), e), e);
        }
    }

    /** Waits for all, but for none of the others once one has failed. */
    private static void firstFailureOf(List<CompletableFuture<Void>> all) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        all.forEach(each -> each.whenComplete((_, problem) -> {
            if (problem != null) {
                failure.completeExceptionally(problem);
            }
        }));
        CompletableFuture.anyOf(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), failure)
                .join();
    }

    private void ensure(Part part) {
        long begin = System.nanoTime();
        Optional<Child> running = part.process();
        String note = "127.0.0.1:" + part.port();
        if (running.isPresent()) {
            part.await(running.get());
            note += "  ran already, pid " + running.get().pid();
        } else {
            begun.add(part);
            if (!part.delay().isEmpty()) {
                out.println("… " + part.name() + " " + part.delay());
            }
            part.start();
        }
        say("✓", part.name(), begin, note);
    }

    /** Waits for the threads first: what one of them is just starting would be overlooked. */
    private void undo() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                out.println("  something is still being started; see './llmops status'");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!begun.isEmpty()) {
            out.println("  stopping what was started");
            List.of(stack.apps(), stack.servers(), List.of(stack.postgres()))
                    .forEach(group -> group.parallelStream()
                            .filter(begun::contains)
                            .forEach(part -> part.process().ifPresent(part::stop)));
            begun.clear();
        }
    }

    private synchronized void say(String mark, String what, long begin, String note) {
        double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%s %-18s %5.1f s   %s", mark, what, seconds, note)
                .stripTrailing());
    }

    /** One start at a time: two would start everything twice. */
    private FileChannel lock() throws IOException {
        Files.createDirectories(stack.layout().home());
        FileChannel channel = FileChannel.open(
                stack.layout().home().resolve("starting.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new ServerFailure("Another './llmops up' is at work: wait until it is done");
        }
        return channel;
    }
}
