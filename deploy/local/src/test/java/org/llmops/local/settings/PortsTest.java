package org.llmops.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.platform.servers.ServerFailure;

class PortsTest {
    @TempDir
    Path repository;

    @BeforeEach
    void file() throws IOException {
        Files.createDirectories(repository.resolve("deploy/local"));
        Files.writeString(
                repository.resolve("deploy/local/ports.properties"),
                "router-service=8080\nprompt-registry=8081\nredis=16379\n");
    }

    @Test
    void theEnvironmentWinsOverTheFile() {
        Ports ports =
                Ports.read(repository, Map.of("LLMOPS_ROUTER_PORT", "9080", "LLMOPS_PROMPT_REGISTRY_PORT", " 9081 "));
        assertThat(ports.of("router-service")).isEqualTo(9080);
        assertThat(ports.of("prompt-registry")).isEqualTo(9081);
        assertThat(ports.of("redis")).isEqualTo(16379);
    }

    @Test
    void whatIsNoPortIsNamed() {
        assertThatThrownBy(() -> Ports.read(repository, Map.of("LLMOPS_REDIS_PORT", "70000")))
                .isInstanceOf(ServerFailure.class)
                .hasMessage("LLMOPS_REDIS_PORT is '70000', which is no port: give a number from 1 to 65535");
    }

    @Test
    void twoPartsCannotShareAPort() {
        assertThatThrownBy(() -> Ports.read(repository, Map.of("LLMOPS_REDIS_PORT", "8080")))
                .isInstanceOf(ServerFailure.class)
                .hasMessage("router-service and redis cannot both have port 8080");
    }

    @Test
    void theAdviceNamesBothWays() {
        assertThat(Ports.read(repository, Map.of()).advice("router-service"))
                .isEqualTo("set LLMOPS_ROUTER_PORT, or router-service in deploy/local/ports.properties");
    }

    @Test
    void theVariablesForPortsAreKeptFromTheServices() {
        assertThat(Ports.read(repository, Map.of()).variables())
                .containsExactlyInAnyOrder("LLMOPS_ROUTER_PORT", "LLMOPS_PROMPT_REGISTRY_PORT", "LLMOPS_REDIS_PORT");
    }
}
