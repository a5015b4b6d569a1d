package org.llmops.platform.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keycloak with a database in a file, which imports the realm at its first start.
 *
 * @param realm the realm to import, as Keycloak's own JSON
 */
public record Keycloak(Programs programs, int port, Realm realm) implements Server {
    @Override
    public String name() {
        return "keycloak";
    }

    /** Data and settings live in a home of our own; the program in it is a link, so that all homes share one. */
    @Override
    public void prepare(Path data) throws IOException {
        Path program = data.resolve("lib");
        Files.deleteIfExists(program);
        Files.createSymbolicLink(program, programs.keycloak().resolve("lib"));
        for (String directory : List.of("conf", "providers", "themes", "data/import")) {
            Files.createDirectories(data.resolve(directory));
        }
        Files.writeString(data.resolve("data/import/llmops.json"), realm.json());
    }

    @Override
    public Command command(Path data) {
        List<String> arguments = java(data);
        arguments.addAll(List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://127.0.0.1:" + port,
                "--log-level=warn,io.quarkus:info,org.keycloak.services:info"));
        return new Command(
                arguments, Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin"));
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isOk(port, "/realms/llmops");
    }

    @Override
    public String firstStart() {
        return "builds itself and fills its database once, which takes a minute";
    }

    @Override
    public List<Path> code() {
        try {
            Path lib = programs.keycloak().resolve("lib");
            return List.of(lib.resolve("quarkus-run.jar"), lib.resolve("quarkus/generated-bytecode.jar"));
        } catch (IOException e) {
            throw new ServerFailure("Keycloak is not there: " + e.getMessage(), e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The step that fixes the kind of database, once for an installation. */
    static Command build(Path home) {
        List<String> arguments = java(home);
        arguments.addAll(List.of("build", "--db=dev-file"));
        return new Command(arguments, Map.of());
    }

    private static List<String> java(Path home) {
        List<String> arguments = new ArrayList<>(Jvm.small(300));
        arguments.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Dkc.home.dir=" + home,
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return arguments;
    }
}
