package org.llmops.guardrail.rules;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Stage;

/** Rails that look at links. */
@Singleton
public final class UrlsType implements DetectorType {
    private static final int MAX_HOST = 253;

    @Override
    public String name() {
        return "urls";
    }

    @Override
    public String description() {
        return "Links to hosts that are denied or not allowed, to addresses instead of names, with user names, with look-alike"
                + " names, that run scripts, or that carry data away when an image is shown";
    }

    @Override
    public String version() {
        return "3";
    }

    @Override
    public Stage stage() {
        return Stage.DETERMINISTIC;
    }

    @Override
    public Map<String, String> explains() {
        return Map.of(
                "allow",
                "Hosts, with all that end in them, beside which others are found",
                "deny",
                "Hosts, with all that end in them, that are found even without a scheme",
                "suspicious",
                "true: links that hide where they lead, or run scripts",
                "exfiltration",
                "true: links and images that carry data away",
                "all",
                "true: every link");
    }

    @Override
    public boolean looksInside() {
        return true;
    }

    /**
     * Reads {@code allow} and {@code deny}, hosts with all that ends in them; {@code suspicious}, whether links count that
     * hide where they lead; {@code exfiltration}, whether images and links count that carry data; {@code all}, whether
     * every link does.
     */
    @Override
    public Detector compile(Parameters parameters) {
        UrlRules rules = new UrlRules(
                hosts(parameters, "allow"),
                hosts(parameters, "deny"),
                parameters.flag("suspicious", true),
                parameters.flag("exfiltration", true),
                parameters.flag("all", false));
        if (rules.findsNothing() && parameters.faults().isEmpty()) {
            parameters.fault("all", "There is nothing to find: set it, or name hosts to allow or deny", "");
        }
        return new UrlDetector(rules);
    }

    private static List<String> hosts(Parameters parameters, String name) {
        List<String> hosts = new ArrayList<>();
        for (String given : parameters.texts(name, List.of())) {
            String host = Link.ascii(given.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""));
            if (host.isEmpty() || host.length() > MAX_HOST || !isHost(host)) {
                parameters.fault(name, "Names of hosts such as example.com, without scheme, port or path", "");
                return List.of();
            }
            hosts.add(host);
        }
        return hosts;
    }

    private static boolean isHost(String host) {
        return host.chars()
                .allMatch(
                        sign -> sign >= 'a' && sign <= 'z' || sign >= '0' && sign <= '9' || sign == '.' || sign == '-');
    }
}
