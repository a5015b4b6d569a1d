package org.llmops.platform.servers;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a process is called.
 *
 * @param environment what it finds in its environment beside ours
 * @param withheld what it does not find there, although we do
 */
public record Command(List<String> arguments, Map<String, String> environment, Set<String> withheld) {
    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        withheld = Set.copyOf(withheld);
    }

    public Command(List<String> arguments, Map<String, String> environment) {
        this(arguments, environment, Set.of());
    }

    public static Command of(String... arguments) {
        return new Command(List.of(arguments), Map.of());
    }
}
