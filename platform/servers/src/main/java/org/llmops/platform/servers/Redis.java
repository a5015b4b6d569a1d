package org.llmops.platform.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Redis, which keeps what it was told in an append-only file. */
public record Redis(Programs programs, int port) implements Server {
    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Command command(Path data) {
        try {
            return Command.of(
                    programs.redis().toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    data.toString(),
                    "--appendonly",
                    "yes",
                    "--save",
                    "");
        } catch (IOException e) {
            throw new ServerFailure("Redis is not there: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isReady() {
        return ask("127.0.0.1", port, "PING").startsWith("+PONG");
    }

    /** Makes the Redis there forget everything. */
    public static void clear(String host, int port) {
        if (!ask(host, port, "FLUSHALL").startsWith("+OK")) {
            throw new ServerFailure("Redis on port " + port + " cannot be emptied");
        }
    }

    private static String ask(String host, int port, String command) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) Duration.ofSeconds(2).toMillis());
            socket.connect(new InetSocketAddress(host, port), 500);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Objects.requireNonNullElse(answer.readLine(), "");
        } catch (IOException e) {
            return "";
        }
    }
}
