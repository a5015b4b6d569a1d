package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The container engine of this machine. Testcontainers is asked only when one answers: without one it complains at length. */
final class Engine {
    private Engine() {}

    static boolean answers() {
        return address(Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock"))
                .filter(Engine::accepts)
                .isPresent();
    }

    static Optional<SocketAddress> address(String host) {
        URI uri = URI.create(host);
        return switch (uri.getScheme() == null ? "" : uri.getScheme()) {
            case "unix" ->
                Optional.of(Path.of(uri.getPath())).filter(Files::exists).map(UnixDomainSocketAddress::of);
            case "tcp", "http", "https" -> Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
            default -> Optional.empty();
        };
    }

    private static boolean accepts(SocketAddress address) {
        try (SocketChannel _ = SocketChannel.open(address)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
