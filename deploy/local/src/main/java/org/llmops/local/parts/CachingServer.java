package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.Server;

/**
 * A server whose start-up cache is used or made: all of it is the server's own, but for the command.
 *
 * @param command makes the command from the server and the command it has by itself
 */
record CachingServer(Server server, BiFunction<Server, Command, Command> command) implements Server {
    /** Starts with its cache, if there is one. */
    static Server using(StartupCaches caches, Server server) {
        return new CachingServer(
                server,
                (program, command) -> caches.find(program)
                        .map(cache -> withOption(command, "-XX:AOTCache=" + cache))
                        .orElse(command));
    }

    /** Writes its cache when it ends, and gives way to everything else on the machine. */
    static Server making(StartupCaches caches, Server server) {
        return new CachingServer(server, (program, command) -> {
            Command recorded = withOption(command, "-XX:AOTCacheOutput=" + caches.unfinished(program));
            List<String> arguments = new ArrayList<>(List.of("nice", "-n", "19"));
            arguments.addAll(recorded.arguments());
            return new Command(arguments, recorded.environment(), recorded.withheld());
        });
    }

    @Override
    public Command command(Path data) {
        Command own = server.command(data);
        return StartupCaches.isPossibleFor(server) ? command.apply(server, own) : own;
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void prepare(Path data) throws IOException {
        server.prepare(data);
    }

    @Override
    public boolean isReady() {
        return server.isReady();
    }

    @Override
    public String firstStart() {
        return server.firstStart();
    }

    @Override
    public List<Path> code() {
        return server.code();
    }

    @Override
    public Duration patienceToStop() {
        return server.patienceToStop();
    }

    @Override
    public String stopSignal() {
        return server.stopSignal();
    }

    /** The option comes right after {@code java}. */
    private static Command withOption(Command command, String option) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.add(1, option);
        return new Command(arguments, command.environment(), command.withheld());
    }
}
