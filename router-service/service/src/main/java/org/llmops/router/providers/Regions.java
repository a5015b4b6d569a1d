package org.llmops.router.providers;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a provider answers, as far as its base URL says so: AWS and Vertex AI have a region in the host's name. */
public final class Regions {
    private static final Pattern VERTEX = Pattern.compile("^([a-z]+(?:-[a-z]+)+[0-9]{1,2})-aiplatform\\.");

    private Regions() {}

    /** Such as {@code eu-central-1} or {@code europe-west4}; empty when the URL names none. */
    public static Optional<String> of(URI baseUrl) {
        Matcher vertex = VERTEX.matcher(baseUrl.getHost() == null ? "" : baseUrl.getHost());
        return vertex.find() ? Optional.of(String.valueOf(vertex.group(1))) : AwsRegion.of(baseUrl);
    }
}
