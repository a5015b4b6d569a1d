package org.llmops.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Part;
import org.llmops.local.starting.Starting;
import org.llmops.local.stopping.Deletion;
import org.llmops.local.stopping.Stopping;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.Ports;
import org.llmops.platform.servers.Server;
import org.llmops.platform.servers.ServerFailure;

/** A fresh stack with everyone who is to be measured, for as long as the measurement lasts. */
final class Arena implements AutoCloseable {
    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String JSON = "application/json";

    private final LocalStack stack;
    private final PrintStream out;
    private final Tools tools;
    private final List<Part> guests = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Wrk wrk;

    Arena(LocalStack users, PrintStream out) throws IOException {
        this.stack = users.underLoad();
        this.out = out;
        Path home = stack.layout().home();
        this.tools = new Tools(home.resolve("tools"));
        Files.createDirectories(home);
        clear();
        Path program = tools.debian("wrk", "wrk", "libluajit-5.1-2", "libluajit-5.1-common")
                .orElseThrow(() ->
                        new ServerFailure("wrk is needed: put it on the PATH, for example with 'apt-get install wrk'"));
        this.wrk = new Wrk(program, tools.libraries(), home.resolve("wrk"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        new Starting(stack, out).start();
        int simulator = stack.part("simulator").port();
        contenders.add(direct("simulator", simulator, List.of(process("simulator"))));
        nginx(simulator);
        portkey(simulator);
        router();
    }

    private void nginx(int simulator) {
        Optional<Path> program = tools.debian("nginx", "nginx");
        if (program.isEmpty()) {
            missing.add("nginx: neither on the PATH nor to be had as a Debian package");
            return;
        }
        int port = Ports.free();
        guest(new Nginx(program.get(), port, simulator))
                .ifPresent(child -> contenders.add(direct("nginx", port, List.of(child))));
    }

    private void portkey(int simulator) {
        Optional<Path> node = Tools.onPath("node");
        Optional<Path> folder = node.flatMap(found -> tools.npm(Portkey.PACKAGE, Portkey.VERSION));
        if (folder.isEmpty()) {
            missing.add(Portkey.PACKAGE + ": needs Node and npm, and a registry that has it");
            return;
        }
        int port = Ports.free();
        Map<String, String> headers = Map.of(
                "Content-Type",
                JSON,
                "Authorization",
                "Bearer sk-bench",
                "x-portkey-provider",
                "openai",
                "x-portkey-custom-host",
                "http://127.0.0.1:" + simulator + "/v1");
        guest(new Portkey(node.get(), folder.get(), port))
                .ifPresent(child -> contenders.add(
                        new Contender("portkey", url(port), headers, Setup.MODEL, Setup.STREAM_MODEL, List.of(child))));
    }

    private void router() {
        Setup setup = new Setup(stack.ports());
        int port = stack.part("router-service").port();
        List<Child> router = List.of(process("router-service"));
        contenders.add(new Contender(
                "router plain", url(port), bearer(setup.plainKey()), Setup.MODEL, Setup.STREAM_MODEL, router));
        contenders.add(new Contender(
                "router full",
                url(port),
                bearer(setup.fullKey()),
                "route:" + Setup.ROUTE,
                "route:" + Setup.STREAM_ROUTE,
                router));
    }

    private Optional<Child> guest(Server server) {
        Part part = stack.beside(server);
        try {
            guests.add(part);
            part.start();
            return part.process();
        } catch (ServerFailure failure) {
            missing.add(server.name() + ": " + failure.getMessage());
            return Optional.empty();
        }
    }

    private static Contender direct(String name, int port, List<Child> processes) {
        return new Contender(name, url(port), bearer("sk-bench"), Setup.MODEL, Setup.STREAM_MODEL, processes);
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Content-Type", JSON, "Authorization", "Bearer " + key);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + COMPLETIONS;
    }

    private Child process(String part) {
        return stack.part(part).process().orElseThrow(() -> new ServerFailure(part + " does not run"));
    }

    /** The simulator itself first, then everyone who stands in front of it. */
    List<Contender> contenders() {
        return contenders;
    }

    /** Who could not take part, and why. */
    List<String> missing() {
        return missing;
    }

    /** Everything that our suite runs, for what a call costs in all. */
    List<Child> suite() {
        return stack.parts().stream()
                .filter(part -> !part.name().equals("simulator"))
                .flatMap(part -> part.process().stream())
                .toList();
    }

    Wrk wrk() {
        return wrk;
    }

    private synchronized void stop() {
        guests.parallelStream().forEach(part -> part.process().ifPresent(part::stop));
        if (!stack.running().isEmpty()) {
            new Stopping(stack, out).stopAll();
        }
    }

    /** A measurement that was killed may have left something, too. */
    private void clear() throws IOException {
        stop();
        for (Part part : stack.parts()) {
            // What Keycloak has built for itself takes a minute, and no call changes it.
            if (!part.name().equals("keycloak")) {
                Deletion.of(stack.layout().data(part.name()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        clear();
    }
}
