package org.llmops.local.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.local.settings.Layout;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.Server;

class ProcessesTest {
    @TempDir
    Path directory;

    @Test
    void aLaterCommandFindsWhatAnEarlierOneStarted() {
        Layout layout = new Layout(directory, directory.resolve(".local"));
        Child started = new Processes(layout).start(new Sleeper());
        try {
            assertThat(new Processes(layout).find("sleeper")).map(Child::pid).contains(started.pid());
        } finally {
            started.stop("KILL", Duration.ofSeconds(5));
        }
        assertThat(new Processes(layout).find("sleeper")).isEmpty();
    }

    @Test
    void aStrangerWithTheSameProcessIdIsNotOurs() throws IOException {
        Layout layout = new Layout(directory, directory.resolve(".local"));
        Files.createDirectories(layout.run());
        long stranger = ProcessHandle.current().pid();
        Files.writeString(layout.run().resolve("sleeper.pid"), stranger + " " + Instant.EPOCH + "\n");
        assertThat(new Processes(layout).find("sleeper")).isEmpty();
    }

    @Test
    void whatIsForgottenIsNotFound() {
        Layout layout = new Layout(directory, directory.resolve(".local"));
        Processes processes = new Processes(layout);
        Child started = processes.start(new Sleeper());
        processes.forget("sleeper");
        assertThat(processes.find("sleeper")).isEmpty();
        started.stop("KILL", Duration.ofSeconds(5));
    }

    private record Sleeper() implements Server {
        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public Command command(Path data) {
            return Command.of("sleep", "60");
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }
}
