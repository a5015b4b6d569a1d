package org.llmops.e2e;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole suite, run by `./llmops` on free ports with data of its own. */
public final class Suite implements AutoCloseable {
    private static final List<String> PARTS = List.of(
            "ROUTER",
            "PROMPT_REGISTRY",
            "EVAL",
            "COST",
            "GUARDRAIL",
            "SIMULATOR",
            "KEYCLOAK",
            "POSTGRES",
            "KAFKA",
            "KAFKA_CONTROLLER",
            "REDIS");

    private final Path repository = repository();
    private final Path home = repository.resolve("deploy/e2e/target/local");
    private final Map<String, Integer> ports = freePorts();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    /** Starts what is not running. */
    void up() {
        llmops("up");
    }

    /** Stops everything, and fails if a process is left. */
    @Override
    public void close() {
        List<ProcessHandle> started = processes();
        llmops("down");
        List<String> left = ProcessHandle.allProcesses()
                .filter(process -> started.contains(process) || mentions(process, home))
                .filter(Suite::isRunning)
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
        if (started.isEmpty() || !left.isEmpty()) {
            throw new AssertionError("'llmops down' left " + left + " of " + started);
        }
    }

    private static boolean mentions(ProcessHandle process, Path folder) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }

    /** A process that has ended and was not yet collected by its parent has no command any more. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    void reset() {
        if (Files.exists(home)) {
            llmops("reset", "--yes");
        }
    }

    String demo() {
        return llmops("demo");
    }

    /** The key that `up` printed. */
    public String key() {
        try {
            return Files.readString(home.resolve("key")).strip();
        } catch (IOException missing) {
            throw new AssertionError("'llmops up' has left no key", missing);
        }
    }

    public String url(String part) {
        return "http://127.0.0.1:" + ports.get(part);
    }

    /** A person who talks to one of the services. */
    RequestSpecification as(String user, String part) {
        return given().baseUri(url(part)).auth().oauth2(token(user)).contentType(ContentType.JSON);
    }

    /** An application that talks to one of the services with its API key. */
    RequestSpecification with(String key, String part) {
        return given().baseUri(url(part)).auth().oauth2(key).contentType(ContentType.JSON);
    }

    /** The process of a part, to be ended or paused. */
    ProcessHandle process(String name) {
        return process(home.resolve("run").resolve(name + ".pid"))
                .orElseThrow(() -> new AssertionError(name + " does not run"));
    }

    void signal(String name, String signal) {
        run(new ProcessBuilder("kill", "-" + signal, Long.toString(process(name).pid())));
    }

    private String token(String user) {
        return tokens.computeIfAbsent(user, this::login);
    }

    private String login(String user) {
        return given().baseUri(url("KEYCLOAK"))
                .formParam("grant_type", "password")
                .formParam("client_id", "llmops-cli")
                .formParam("username", user)
                .formParam("password", user)
                .post("/realms/llmops/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private List<ProcessHandle> processes() {
        try (Stream<Path> files = Files.list(home.resolve("run"))) {
            return files.flatMap(file -> process(file).stream()).toList();
        } catch (IOException missing) {
            return List.of();
        }
    }

    private static Optional<ProcessHandle> process(Path file) {
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(file).strip().split(" ")[0]));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private String llmops(String... arguments) {
        ProcessBuilder command = new ProcessBuilder(
                Stream.concat(Stream.of("./llmops"), Stream.of(arguments)).toList());
        command.directory(repository.toFile());
        command.environment().put("LLMOPS_LOCAL_DIR", home.toString());
        command.environment().put("LLMOPS_TRAINING", "off");
        ports.forEach((part, port) -> command.environment().put("LLMOPS_" + part + "_PORT", port.toString()));
        return run(command);
    }

    /** Output goes to a file: what `up` starts inherits nothing that would keep a pipe open. */
    private static String run(ProcessBuilder command) {
        try {
            Path output = Files.createTempFile("llmops-e2e", ".out");
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(10, TimeUnit.MINUTES);
            String said = Files.readString(output);
            Files.delete(output);
            System.out.println(said);
            if (!ended || process.exitValue() != 0) {
                process.destroy();
                throw new AssertionError(String.join(" ", command.command()) + " failed:\n" + said);
            }
            return said;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("llmops"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Below the ports that systems give to connections by themselves: one of those might be taken before a part listens. */
    private static Map<String, Integer> freePorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        int port = ThreadLocalRandom.current().nextInt(10_000, 19_000);
        for (String part : PARTS) {
            while (!isFree(++port)) {
                // The next one may be.
            }
            ports.put(part, port);
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
