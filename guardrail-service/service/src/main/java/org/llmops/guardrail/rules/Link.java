package org.llmops.guardrail.rules;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A link taken apart as browsers do, which forgive more than RFC 3986.
 *
 * @param user what stands before an @, or nothing
 * @param host in lower case and ASCII (RFC 5891), without a final dot
 * @param query what follows the question mark, fragment included
 */
record Link(String scheme, String user, String host, String path, String query) {
    static Link of(String url) {
        String rest = url.replace('\\', '/');
        int colon = rest.indexOf(':');
        String scheme = colon > 0 && colon < rest.indexOf('/')
                ? rest.substring(0, colon).toLowerCase(Locale.ROOT)
                : "";
        rest = scheme.isEmpty() ? rest : rest.substring(colon + 1);
        int start = 0;
        while (start < rest.length() && rest.charAt(start) == '/') {
            start++;
        }
        int end = start;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(start, end);
        int at = authority.lastIndexOf('@');
        int question = firstOf(rest, end);
        return new Link(
                scheme,
                at < 0 ? "" : authority.substring(0, at),
                host(authority.substring(at + 1)),
                rest.substring(end, question),
                question < rest.length() ? rest.substring(question + 1) : "");
    }

    /** Whether the host is this one or belongs to it. */
    boolean isUnder(String suffix) {
        return host.equals(suffix) || host.endsWith("." + suffix);
    }

    /** A number in place of a name, in any of the forms that browsers read: dotted, decimal, octal, hexadecimal, IPv6. */
    boolean isAddress() {
        if (host.startsWith("[")) {
            return true;
        }
        String last = host.substring(host.lastIndexOf('.') + 1);
        return !last.isEmpty() && (last.chars().allMatch(Character::isDigit) || last.startsWith("0x"));
    }

    /** A name in ASCII as it is looked up, empty if there is none such. */
    static String ascii(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static int firstOf(String rest, int from) {
        for (int index = from; index < rest.length(); index++) {
            if (rest.charAt(index) == '?' || rest.charAt(index) == '#') {
                return index;
            }
        }
        return rest.length();
    }

    private static String host(String authority) {
        String host = authority;
        int port = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        host = port > 0 && port <= host.length() ? host.substring(0, port) : host;
        try {
            host = URLDecoder.decode(host, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // Then it is looked at as it stands.
        }
        host = host.toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String ascii = host.startsWith("[") ? host : ascii(host);
        return ascii.isEmpty() ? host : ascii.toLowerCase(Locale.ROOT);
    }
}
