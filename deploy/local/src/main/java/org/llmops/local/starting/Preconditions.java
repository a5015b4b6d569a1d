package org.llmops.local.starting;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Part;
import org.llmops.platform.servers.Ports;
import org.llmops.platform.servers.ServerFailure;

/** What must hold before anything is started; each failure says what to do. */
final class Preconditions {
    private static final long MIB = 1024 * 1024;
    private static final long DISK_NEEDED_MIB = 1024;

    private Preconditions() {}

    static void check(LocalStack stack, List<Part> toStart) throws IOException {
        if (toStart.isEmpty()) {
            return;
        }
        long free = Files.getFileStore(stack.layout().home()).getUsableSpace() / MIB;
        if (free < DISK_NEEDED_MIB) {
            throw new ServerFailure(
                    "Only " + free + " MiB are free where " + stack.layout().home() + " is, and " + DISK_NEEDED_MIB
                            + " are needed: make room, or set LLMOPS_LOCAL_DIR to another disk");
        }
        for (Part part : toStart) {
            checkPort(stack, part.name(), part.port());
            if (part.name().equals("kafka")) {
                checkPort(stack, "kafka-controller", stack.ports().of("kafka-controller"));
            }
        }
    }

    private static void checkPort(LocalStack stack, String name, int port) {
        if (!Ports.isFree(port)) {
            throw new ServerFailure("Port " + port + " for " + name + " is taken"
                    + PortOwner.of(port).map(owner -> " by " + owner).orElse("") + ": stop that, or "
                    + stack.ports().advice(name));
        }
    }
}
