package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.Server;

/** A server that starts with its start-up cache, if there is one. */
record CachedServer(Server server, StartupCaches caches) implements Server {
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
    public Command command(Path data) {
        Command command = server.command(data);
        return StartupCaches.isPossibleFor(server)
                ? caches.find(server)
                        .map(cache -> withOption(command, "-XX:AOTCache=" + cache))
                        .orElse(command)
                : command;
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
    public String stopSignal() {
        return server.stopSignal();
    }

    /** The option comes right after {@code java}. */
    static Command withOption(Command command, String option) {
        List<String> arguments = new ArrayList<>(command.arguments());
        arguments.add(1, option);
        return new Command(arguments, command.environment(), command.withheld());
    }
}
