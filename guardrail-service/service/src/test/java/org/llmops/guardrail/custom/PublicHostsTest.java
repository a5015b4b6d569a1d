package org.llmops.guardrail.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.problem.Problem;

class PublicHostsTest {
    private static final URI URL = URI.create("https://detector.example.com/detect");

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:192.168.0.1", "100.64.0.1"
            })
    void aPublicNameThatLeadsInsideIsNotRegistered(String address) {
        assertThatThrownBy(() -> require(URL, "public", address))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("leads to an inner address")
                .hasMessageContaining("allowed-hosts");
    }

    @Test
    void oneInnerAddressAmongOthersIsEnough() {
        assertThatThrownBy(() -> require(URL, "public", "93.184.215.14", "10.0.0.8"))
                .isInstanceOf(Problem.class);
    }

    @Test
    void whatLeadsOutsideOrNowhereOrIsNamedMayBeRegistered() {
        require(URL, "public", "93.184.215.14");
        require(URL, "public");
        require(URL, "detector.example.com", "10.0.0.8");
    }

    @Test
    void theNameServersKnowThisMachineAndNoNameThatCannotBe() {
        NameServers servers = new NameServers();
        assertThat(servers.of("localhost").await().indefinitely())
                .isNotEmpty()
                .allMatch(InetAddress::isLoopbackAddress);
        assertThat(servers.of("nobody.invalid").await().indefinitely()).isEmpty();
    }

    private static void require(URI url, String allowed, String... addresses) {
        new PublicHosts(host -> Uni.createFrom().item(parsed(addresses)), Strangers.settings(allowed))
                .require(url)
                .await()
                .indefinitely();
    }

    private static List<InetAddress> parsed(String... addresses) {
        List<InetAddress> parsed = new ArrayList<>();
        for (String address : addresses) {
            try {
                parsed.add(InetAddress.getByName(address));
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return parsed;
    }
}
