package org.llmops.guardrail.custom;

import java.net.URI;
import java.net.URISyntaxException;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.Problem;

/** A URL that texts may be sent to. It is shown to whoever may see the detector, so it holds nothing secret. */
final class DetectorUrl {
    private static final int LONGEST = 2000;
    private static final int HIGHEST_PORT = 65_535;

    private DetectorUrl() {}

    /** @param scheme {@code http} or {@code grpc}, with an s for TLS */
    static URI check(String text, String scheme, AllowedHosts allowed) {
        URI url = parse(text);
        boolean clear = scheme.equals(url.getScheme());
        if (!clear && !(scheme + "s").equals(url.getScheme())) {
            throw refused("It must begin with %ss:// (%s:// for hosts that %s.allowed-hosts names)"
                    .formatted(scheme, scheme, CustomSettings.PREFIX));
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null || url.getRawQuery() != null) {
            throw refused("It must hold neither a user nor a query nor a fragment: secrets go into `authorization`");
        }
        String host = url.getHost();
        if (host == null || url.getPort() == 0 || url.getPort() > HIGHEST_PORT) {
            throw refused("It must name a host, and a port only if that exists");
        }
        if (scheme.equals("grpc") && (url.getPort() < 0 || !url.getRawPath().isEmpty())) {
            throw refused("It must name host and port, and nothing behind them");
        }
        if (!allowed.permits(host)) {
            throw refused("Texts may not go to this host; " + CustomSettings.PREFIX + ".allowed-hosts decides");
        }
        if (clear && !allowed.names(host)) {
            throw refused("It must begin with " + scheme + "s://: texts would travel in clear");
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
        return GuardrailProblem.CUSTOM_DETECTOR_INVALID.at("url", detail);
    }
}
