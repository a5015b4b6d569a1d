package org.llmops.platform.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    private static final AllowedHosts PUBLIC = AllowedHosts.of(List.of("public"));

    /** A name anybody can register may be made to point inside, also after the provider was checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::"
            })
    void connectsToNoInnerAddressForAPublicName(String address) throws UnknownHostException {
        assertThat(PUBLIC.mayConnect("rebound.example.com", InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2001:4860:4860::8888"})
    void connectsToPublicAddresses(String address) throws UnknownHostException {
        assertThat(PUBLIC.mayConnect("api.example.com", InetAddress.getByName(address)))
                .isTrue();
    }

    @Test
    void connectsAnywhereForANamedHost() throws UnknownHostException {
        AllowedHosts local = AllowedHosts.of(List.of("simulator"));

        assertThat(local.mayConnect("simulator", InetAddress.getByName("127.0.0.1")))
                .isTrue();
        assertThat(local.mayConnect("api.example.com", InetAddress.getByName("8.8.8.8")))
                .isFalse();
    }

    @Test
    void aDomainIsNotItsOwnSuffix() {
        AllowedHosts domain = AllowedHosts.of(List.of("*.example.com"));

        assertThat(domain.permits("api.example.com")).isTrue();
        assertThat(domain.permits("API.Example.COM.")).isTrue();
        assertThat(domain.permits("badexample.com")).isFalse();
        assertThat(domain.permits("example.com")).isFalse();
    }
}
