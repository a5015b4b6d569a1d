package org.llmops.platform.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The ports of this machine's loopback address. */
public final class Ports {
    /**
     * Below the ports that systems give to connections by themselves: one of those might be taken again before whoever asked
     * for it listens there.
     */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;

    /** Begins anywhere, so that programs that run side by side seldom want the same. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    /** A port that nobody uses just now, another one with every call. */
    public static int free() {
        return IntStream.range(0, COUNT)
                .map(attempt -> FIRST + NEXT.getAndUpdate(next -> (next + 1) % COUNT))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new ServerFailure("This machine has no free port"));
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections that are still closing do not count
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
