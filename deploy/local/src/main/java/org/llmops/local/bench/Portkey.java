package org.llmops.local.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.HttpProbe;
import org.llmops.platform.servers.Server;

/** Portkey's open-source gateway, as its package starts it. */
record Portkey(Path node, Path folder, int port) implements Server {
    static final String PACKAGE = "@portkey-ai/gateway";
    static final String VERSION = "1.15.2";

    @Override
    public String name() {
        return "portkey";
    }

    @Override
    public Command command(Path data) {
        return new Command(
                List.of(
                        node.toString(),
                        folder.resolve("build/start-server.js").toString(),
                        "--headless",
                        "--port=" + port),
                Map.of("NODE_ENV", "production"),
                Set.of());
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isOk(port, "/");
    }
}
