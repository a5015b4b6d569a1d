package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.BASE_URL_REFUSED;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.Problem;

/** Where a provider's API begins, checked: a URL that calls may be sent to. */
final class BaseUrl {
    private static final int MAX_LENGTH = 2000;
    private static final Pattern VERSION = Pattern.compile("api-version=[a-z0-9.-]{1,40}");

    private BaseUrl() {}

    /**
     * Without the slash at the end, since paths are appended.
     *
     * @param versioned it may say which version of the API is meant
     */
    static URI check(String text, AllowedHosts allowed, boolean versioned) {
        URI url = parse(text);
        if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
            throw refused("It must begin with https:// (http:// for hosts that llmops.providers.allowed-hosts names)");
        }
        if (url.getRawUserInfo() != null) {
            throw refused("It must not hold a user or password: send the secret as 'credential'");
        }
        if (url.getRawFragment() != null || !(url.getRawQuery() == null || versioned && isVersion(url.getRawQuery()))) {
            throw refused("It must have neither query nor fragment; only Azure's may end with ?api-version=…");
        }
        String host = url.getHost();
        if (host == null) {
            throw refused("It must name a host");
        }
        if (!allowed.permits(host)) {
            throw refused("Calls may not go to this host; llmops.providers.allowed-hosts decides");
        }
        if ("http".equals(url.getScheme()) && !allowed.names(host)) {
            throw refused("It must begin with https://: the credential would travel in clear text");
        }
        return url;
    }

    private static boolean isVersion(String query) {
        return VERSION.matcher(query).matches();
    }

    private static URI parse(String text) {
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (trimmed.length() > MAX_LENGTH) {
            throw refused("It must not be longer than " + MAX_LENGTH + " characters");
        }
        try {
            return new URI(trimmed).normalize();
        } catch (URISyntaxException malformed) {
            throw refused("It is not a URL: " + malformed.getReason());
        }
    }

    private static Problem refused(String detail) {
        return BASE_URL_REFUSED.at("base_url", detail);
    }
}
