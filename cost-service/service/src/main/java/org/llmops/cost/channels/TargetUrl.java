package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_URL_REFUSED;

import java.net.URI;
import java.net.URISyntaxException;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.Problem;

/** A URL that messages may be sent to. */
final class TargetUrl {
    private static final int LONGEST = 2000;
    private static final int HIGHEST_PORT = 65_535;

    private TargetUrl() {}

    static URI check(String text, AllowedHosts allowed) {
        URI url = parse(text);
        boolean clear = "http".equals(url.getScheme());
        if (!clear && !"https".equals(url.getScheme())) {
            throw refused("It must begin with https:// (http:// for hosts that llmops.alerts.allowed-hosts names)");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw refused("It must hold neither a user nor a fragment");
        }
        String host = url.getHost();
        if (host == null || url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
            throw refused("It must name a host, and a port only if that exists");
        }
        if (!allowed.permits(host)) {
            throw refused("Messages may not go to this host; llmops.alerts.allowed-hosts decides");
        }
        if (clear && !allowed.names(host)) {
            throw refused("It must begin with https://: the message would travel in clear text");
        }
        return url;
    }

    private static URI parse(String text) {
        if (text.length() > LONGEST) {
            throw refused("It must not be longer than " + LONGEST + " characters");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw refused("It is not a URL: " + malformed.getReason());
        }
    }

    private static Problem refused(String detail) {
        return CHANNEL_URL_REFUSED.at("url", detail);
    }
}
