package org.llmops.platform.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL with one superuser, whom only its owner knows, and an ordinary role with a database for each service.
 *
 * @param durable whether a commit waits for the disk; tests need not
 */
public record Postgres(Programs programs, int port, String password, boolean durable) implements Server {
    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void prepare(Path data) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path secret = Files.createTempFile("llmops", ".secret"); // readable by us alone
        Path log = data.resolveSibling("initdb.log");
        try {
            Files.writeString(secret, password);
            Child.run(
                    "Creating the database cluster",
                    run(List.of(
                            binary("initdb"),
                            "--pgdata=" + data,
                            "--username=" + Databases.SUPERUSER,
                            "--pwfile=" + secret,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-instructions",
                            "--no-sync")),
                    data,
                    log);
        } finally {
            Files.delete(secret);
        }
        Files.deleteIfExists(log);
    }

    @Override
    public Command command(Path data) {
        List<String> arguments = new ArrayList<>(List.of(
                binary("postgres"),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_wal_size=256MB",
                "-c",
                "wal_level=minimal",
                "-c",
                "max_wal_senders=0",
                "-c",
                "jit=off",
                "-c",
                "timezone=UTC"));
        if (!durable) {
            arguments.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
        }
        return run(arguments);
    }

    @Override
    public boolean isReady() {
        return databases().isOpen();
    }

    /** The fast shutdown: PostgreSQL's answer to TERM is to wait for every client. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    /** The databases in it, as its superuser sees them. */
    public Databases databases() {
        return new Databases("127.0.0.1:" + port, password);
    }

    private String binary(String name) {
        try {
            return programs.postgres().resolve("bin").resolve(name).toString();
        } catch (IOException e) {
            throw new ServerFailure("PostgreSQL cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** PostgreSQL refuses to run as root, so root runs it as nobody in a user namespace; the files stay root's. */
    private static Command run(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(0, List.of("unshare", "-U"));
        }
        return new Command(all, Map.of("TZ", "UTC"));
    }
}
