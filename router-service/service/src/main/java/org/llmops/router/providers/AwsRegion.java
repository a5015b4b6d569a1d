package org.llmops.router.providers;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where AWS runs a service: its URLs say so, and signatures are made for one region. */
public final class AwsRegion {
    private static final Pattern REGION =
            Pattern.compile("(?:^|[./])([a-z]{2,3}(?:-[a-z]+){1,2}-[0-9]{1,2})(?:[./]|$)");

    private AwsRegion() {}

    /** From the host, else from the path of a proxy; empty when neither names one. */
    public static Optional<String> of(URI baseUrl) {
        return find(baseUrl.getHost()).or(() -> find(baseUrl.getRawPath()));
    }

    private static Optional<String> find(@Nullable String text) {
        Matcher region = REGION.matcher(text == null ? "" : text);
        return region.find() ? Optional.of(String.valueOf(region.group(1))) : Optional.empty();
    }
}
