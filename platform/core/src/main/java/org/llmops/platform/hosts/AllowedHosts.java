package org.llmops.platform.hosts;

import io.vertx.core.net.SocketAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a service may send requests, so that a URL somebody wrote cannot turn it into a way into the network it runs in. The word
 * `public` stands for every host of the public internet; any other entry names a host, or with `*.` in front the hosts
 * below a domain, wherever they are.
 */
public final class AllowedHosts {
    private static final String PUBLIC = "public";
    private static final Set<String> INSIDE =
            Set.of("local", "internal", "localhost", "lan", "intranet", "home", "corp", "arpa");
    /**
     * As the WHATWG URL standard has it: a host whose last label is a number is an IPv4 address, in whatever spelling.
     */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private final boolean anyPublic;
    private final Set<String> hosts;
    private final List<String> domains;

    private AllowedHosts(boolean anyPublic, Set<String> hosts, List<String> domains) {
        this.anyPublic = anyPublic;
        this.hosts = hosts;
        this.domains = domains;
    }

    /** @param entries `public`, hosts and `*.domain`s */
    public static AllowedHosts of(List<String> entries) {
        List<String> lower = entries.stream().map(AllowedHosts::normal).toList();
        return new AllowedHosts(
                lower.contains(PUBLIC),
                Set.copyOf(lower.stream()
                        .filter(entry -> !entry.startsWith("*.") && !entry.equals(PUBLIC))
                        .toList()),
                lower.stream()
                        .filter(entry -> entry.startsWith("*."))
                        .map(entry -> entry.substring(1))
                        .toList());
    }

    /**
     * Whether somebody decided that requests may go to just this host; then it may lie inside, and be spoken to in clear
     * text.
     */
    public boolean names(String host) {
        String normal = normal(host);
        return hosts.contains(normal) || domains.stream().anyMatch(normal::endsWith);
    }

    /** Whether a URL may name this host. */
    public boolean permits(String host) {
        return names(host) || anyPublic && looksPublic(normal(host));
    }

    /** Whether to connect to the address a host's name has just been resolved to: a public name may point inside. */
    public boolean mayConnect(String host, InetAddress resolved) {
        return names(host) || permits(host) && isPublic(resolved);
    }

    /** Whether to speak to who is at the other end of a connection that was opened for a host. */
    public boolean mayConnect(String host, @Nullable SocketAddress remote) {
        if (remote == null || remote.hostAddress() == null) {
            return false;
        }
        try {
            // It is an address already: nothing is looked up.
            return mayConnect(host, InetAddress.getByName(remote.hostAddress()));
        } catch (UnknownHostException impossible) {
            return false;
        }
    }

    private static boolean looksPublic(String host) {
        if (NUMERIC.matcher(host).matches() || host.startsWith("[") || host.indexOf(':') >= 0) {
            // Services have names. An address would have to be checked in every spelling there is.
            return false;
        }
        int lastDot = host.lastIndexOf('.');
        return lastDot > 0 && !INSIDE.contains(host.substring(lastDot + 1));
    }

    private static boolean isPublic(InetAddress address) {
        return !(address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || address instanceof Inet4Address && isReserved(address.getAddress())
                || address instanceof Inet6Address && !isGlobalUnicast(address.getAddress()));
    }

    /**
     * What Java does not call local: 0/8, 100.64/10 (shared by carriers), 192.0.0/24, 198.18/15 (benchmarks), 240/4.
     * RFC 6890.
     */
    private static boolean isReserved(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        return first == 0
                || first == 100 && (second & 0xc0) == 64
                || first == 192 && second == 0 && address[2] == 0
                || first == 198 && (second & 0xfe) == 18
                || first >= 240;
    }

    /** 2000::/3 without the prefixes that carry an IPv4 address (6to4, Teredo), which could be an inner one. */
    private static boolean isGlobalUnicast(byte[] address) {
        int first = (address[0] & 0xff) << 8 | address[1] & 0xff;
        boolean teredo = first == 0x2001 && address[2] == 0 && address[3] == 0;
        return (first & 0xe000) == 0x2000 && first != 0x2002 && !teredo;
    }

    private static String normal(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
