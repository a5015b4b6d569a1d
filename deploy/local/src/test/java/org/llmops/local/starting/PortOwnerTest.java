package org.llmops.local.starting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.llmops.platform.servers.Ports;

class PortOwnerTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void whoListensIsNamed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortOwner.of(socket.getLocalPort()))
                    .hasValueSatisfying(owner -> assertThat(owner)
                            .startsWith("pid " + ProcessHandle.current().pid() + " ("));
        }
    }

    @Test
    void nobodyOwnsAFreePort() {
        assertThat(PortOwner.of(Ports.free())).isEmpty();
    }
}
