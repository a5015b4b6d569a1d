package org.llmops.platform.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that serves one port of this machine: how it is prepared, started and asked whether it works. */
public interface Server {
    /** What people call it; also the name of its data directory and its log. */
    String name();

    int port();

    /** Makes what the first start needs in the server's data directory; later calls find it and do nothing. */
    default void prepare(Path data) throws IOException {}

    Command command(Path data);

    /** Whether it answers in its own protocol, which says more than an open port. */
    boolean isReady();

    /** Why its first start takes long, for people who wait; empty if it does not. */
    default String firstStart() {
        return "";
    }

    /** The files of a Java program: when one of them changes, it is another program. Empty for programs that are not Java. */
    default List<Path> code() {
        return List.of();
    }

    /** How long it may take to finish in good order. */
    default Duration patienceToStop() {
        return Duration.ofSeconds(20);
    }

    /** The signal that makes it finish in good order. */
    default String stopSignal() {
        return "TERM";
    }
}
