package org.llmops.platform.testkit;

import java.io.IOException;
import org.testcontainers.DockerClientFactory;

/** A server that a test can make fall silent, as a broken network or a stuck machine does, and speak again. */
public sealed interface Interruptible {
    /** Connections stay open, and nobody answers. */
    void pause();

    void resume();

    /** Pauses while the work is done, and resumes whatever becomes of it. */
    default void whileAway(Runnable work) {
        pause();
        try {
            work.run();
        } finally {
            resume();
        }
    }

    static Interruptible of(String name, String process) {
        String id = process.substring(process.indexOf(':') + 1);
        return process.startsWith("pid:") ? new ByProcess(name, id) : new ByContainer(id);
    }

    /** A local process. */
    record ByProcess(String name, String pid) implements Interruptible {
        @Override
        public void pause() {
            signal("STOP");
        }

        @Override
        public void resume() {
            signal("CONT");
        }

        private void signal(String signal) {
            try {
                int exit = new ProcessBuilder("kill", "-" + signal, pid)
                        .inheritIO()
                        .start()
                        .waitFor();
                if (exit != 0) {
                    throw new IllegalStateException(name + " is gone");
                }
            } catch (IOException e) {
                throw new IllegalStateException("Cannot signal " + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }

    /** A container. */
    record ByContainer(String id) implements Interruptible {
        @Override
        public void pause() {
            DockerClientFactory.lazyClient().pauseContainerCmd(id).exec();
        }

        @Override
        public void resume() {
            DockerClientFactory.lazyClient().unpauseContainerCmd(id).exec();
        }
    }
}
