package org.llmops.local.parts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.Jvm;
import org.llmops.platform.servers.Server;

/** The training as a process in the background, of which the next start will be quicker. */
public record Trainer(LocalStack stack) implements Server {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Starts it, unless it is at work or has nothing to do. */
    public void startIfWorthwhile(Map<String, String> environment) {
        Processes processes = new Processes(stack.layout());
        if (!environment.getOrDefault("LLMOPS_TRAINING", "on").equals("off")
                && processes.find(name()).isEmpty()
                && new Training(stack).isWorthwhile()) {
            processes.start(this);
        }
    }

    public void stopIfAtWork() {
        Processes processes = new Processes(stack.layout());
        processes.find(name()).ifPresent(child -> stop(processes, child));
        new Training(stack).clear();
    }

    @Override
    public String name() {
        return "training";
    }

    /** It serves none. */
    @Override
    public int port() {
        return 0;
    }

    @Override
    public Command command(Path data) {
        List<String> arguments = new ArrayList<>(Jvm.small(64));
        arguments.addAll(List.of(
                "-Dllmops.root=" + stack.layout().repository(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.llmops.local.Llmops",
                "train"));
        return new Command(arguments, Map.of());
    }

    @Override
    public boolean isReady() {
        return true;
    }

    private void stop(Processes processes, Child child) {
        child.stop(stopSignal(), PATIENCE);
        processes.forget(name());
    }
}
