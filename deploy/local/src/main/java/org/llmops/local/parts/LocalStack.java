package org.llmops.local.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.local.settings.Layout;
import org.llmops.local.settings.Ports;
import org.llmops.platform.servers.Databases;
import org.llmops.platform.servers.Kafka;
import org.llmops.platform.servers.Keycloak;
import org.llmops.platform.servers.Postgres;
import org.llmops.platform.servers.Programs;
import org.llmops.platform.servers.Realm;
import org.llmops.platform.servers.Redis;
import org.llmops.platform.servers.Server;
import org.llmops.platform.servers.ServerFailure;

/**
 * All parts of the stack.
 *
 * <p>The databases come first, because a service migrates its own when it starts. Nothing else has an order: every service
 * starts without its peers, and does without them what it can.
 */
public final class LocalStack {
    private static final String SUPERUSER_PASSWORD = "local-superuser-secret";

    private final Layout layout;
    private final Ports ports;
    private final Part postgres;
    private final List<Part> servers;
    private final List<Part> apps;
    private final Databases databases;
    private final Processes processes;

    private LocalStack(
            Layout layout, Ports ports, Set<String> underLoad, boolean listening, UnaryOperator<Server> dress) {
        this.layout = layout;
        this.ports = ports;
        Path repository = layout.repository();
        Programs programs = Programs.of(repository);
        this.processes = new Processes(layout);
        Postgres database = new Postgres(programs, ports.of("postgres"), SUPERUSER_PASSWORD, true);
        databases = database.databases();
        postgres = new Part(database, processes);
        servers = Stream.<Server>of(
                        new Keycloak(programs, ports.of("keycloak"), Realm.demo(repository)),
                        new Kafka(programs, ports.of("kafka"), ports.of("kafka-controller")),
                        new Redis(programs, ports.of("redis")))
                .map(server -> new Part(dress.apply(server), processes))
                .toList();
        Services services = new Services(layout, ports, underLoad, listening);
        QuarkusApp simulator = new QuarkusApp(
                "simulator",
                ports.of("simulator"),
                repository.resolve("deploy/local/simulator"),
                underLoad.contains("simulator") ? QuarkusApp.Tuning.THROUGHPUT : QuarkusApp.Tuning.SMALL,
                Map.of(),
                ports.variables(),
                Services.PATIENCE_TO_STOP);
        apps = Stream.concat(Services.NAMES.stream().map(services::app), Stream.of(simulator))
                .map(server -> new Part(dress.apply(server), processes))
                .toList();
    }

    public static LocalStack of(Path repository, Map<String, String> environment) {
        Layout layout = Layout.of(repository, environment);
        StartupCaches caches = new StartupCaches(layout.cache());
        return new LocalStack(
                layout,
                Ports.read(repository, environment),
                Set.of("router-service"),
                true,
                server -> CachingServer.using(caches, server));
    }

    /** A stack beside this one, whose Java programs write start-up caches when they end. */
    LocalStack training(StartupCaches caches) {
        return new LocalStack(
                layout.beside("training"),
                ports.elsewhere(),
                Set.of("router-service"),
                true,
                server -> CachingServer.making(caches, server));
    }

    /**
     * A stack beside this one that is made for load instead of a quick start. Its records reach Kafka and no further: who
     * reads them runs on other machines where there is load.
     */
    public LocalStack underLoad() {
        Set<String> busy =
                Stream.concat(Services.NAMES.stream(), Stream.of("simulator")).collect(Collectors.toSet());
        return new LocalStack(layout.beside("bench"), ports.elsewhere(), busy, false, UnaryOperator.identity());
    }

    /** Another program, kept like a part of this stack. */
    public Part beside(Server server) {
        return new Part(server, processes);
    }

    public Layout layout() {
        return layout;
    }

    public Ports ports() {
        return ports;
    }

    public Part postgres() {
        return postgres;
    }

    /** Kafka, Redis and Keycloak. */
    public List<Part> servers() {
        return servers;
    }

    /** Our services and the simulator. */
    public List<Part> apps() {
        return apps;
    }

    /** What calls come in through. */
    public Part gateway() {
        return part("router-service");
    }

    public List<Part> parts() {
        List<Part> all = new ArrayList<>();
        all.add(postgres);
        all.addAll(servers);
        all.addAll(apps);
        return all;
    }

    /** The parts of these names, or all when there are none; a beginning is enough, such as {@code router}. */
    public List<Part> parts(List<String> names) {
        if (names.isEmpty()) {
            return parts();
        }
        return names.stream().map(this::part).toList();
    }

    public Part part(String name) {
        return parts().stream()
                .filter(part -> part.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new ServerFailure("There is no part '" + name + "'; there are "
                        + parts().stream().map(Part::name).collect(Collectors.joining(", "))));
    }

    /** Makes sure that every service has its database. */
    public void ensureDatabases() {
        Services.NAMES.forEach(name -> databases.ensure(name, Services.DATABASE_PASSWORD));
    }

    public Set<String> running() {
        return parts().stream()
                .filter(part -> part.process().isPresent())
                .map(Part::name)
                .collect(Collectors.toSet());
    }
}
