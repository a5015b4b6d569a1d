package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.Server;

/** A server that writes its start-up cache when it ends, and gives way to everything else on the machine. */
record RecordedServer(Server server, StartupCaches caches) implements Server {
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
        if (!StartupCaches.isPossibleFor(server)) {
            return command;
        }
        Command recorded = CachedServer.withOption(command, "-XX:AOTCacheOutput=" + caches.unfinished(server));
        List<String> arguments = new ArrayList<>(List.of("nice", "-n", "19"));
        arguments.addAll(recorded.arguments());
        return new Command(arguments, recorded.environment(), recorded.withheld());
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
}
